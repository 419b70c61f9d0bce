"""Following up: tasks, deadlines, urging."""
