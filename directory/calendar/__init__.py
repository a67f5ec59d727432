"""On which days and at what hours listings are really held: schedules less rests and with the changes of the day."""
