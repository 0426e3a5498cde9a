"""The words, places, reasons and the one funder that everything else refers to."""
