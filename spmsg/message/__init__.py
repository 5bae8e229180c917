"""What may be said to a buyer. Pure: no network, no terminal, no database, no clock."""
