"""What the formats of the UBL family share: names, the plan of their elements, and the writing of their parts."""
