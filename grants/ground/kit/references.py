"""References that people read out on the phone: short, upper case, with the year."""


def case_reference(code: str, number: int) -> str:
    """An application's reference: `DOOR-0042`."""
    return f"{code.upper()}-{number:04d}"


def award_reference(fund_code: str, year: int, number: int) -> str:
    """An award's reference: `CWF-2026-0012`. At most 18 characters, so that it fits a bank line."""
    return f"{fund_code.upper()}-{year}-{number:04d}"


def batch_reference(fund_code: str, year: int, number: int) -> str:
    """A payment batch's reference: `CWF-PAY-2026-0007`."""
    return f"{fund_code.upper()}-PAY-{year}-{number:04d}"
