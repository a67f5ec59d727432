"""What staff do with listings day by day: forms, proposals, confirm links, merges, the day's work on one screen."""
