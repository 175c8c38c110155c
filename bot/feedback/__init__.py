"""What people make of the answers, what nobody could be told, and the names that admins teach because of it."""
