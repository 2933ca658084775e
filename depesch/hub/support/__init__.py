"""Questions to those who run the hub: requests for help, wishes to be contacted."""
