"""What may be asked of a list, and how a list is answered: parameters, pages, exports."""
