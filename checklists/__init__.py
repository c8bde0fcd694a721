"""What good looks like: checklists, recommendations, and the code that reads and applies them."""
