"""What is printed for people who have paper and a telephone: PDFs by typst, A4, 12 pt and more, fonts embedded."""
