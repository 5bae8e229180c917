"""Getting a message to its buyer as promised: at most once, in Amazon's pace."""
