"""Amazon's Selling Partner API on the wire."""
