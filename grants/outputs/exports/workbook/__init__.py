"""The award workbook: sheets that finance people would have made themselves."""

from grants.outputs.exports.workbook.book import award_workbook

__all__ = ["award_workbook"]
