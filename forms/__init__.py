"""Forms: what stands for a column, the forms of verbs, uploads. Nothing here saves anything."""
