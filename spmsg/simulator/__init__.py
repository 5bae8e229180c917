"""Amazon's wire in miniature. It shares no code with `spmsg.spapi`, so that no mistake is shared."""
