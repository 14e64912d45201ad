"""The committee's paper: one content, printed as Word, PDF, Markdown, Excel and a web page, and read back."""
