"""Whom a listing would suit: the condition sheet, the rules, and the reasons a person can weigh."""
