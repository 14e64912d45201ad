"""Many plans: scenarios side by side."""
