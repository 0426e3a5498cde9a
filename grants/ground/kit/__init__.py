"""Plain Python used everywhere: money, time, lifecycles, references, refusals, text, bank files. No Django models."""
