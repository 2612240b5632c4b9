"""Receipt printers that take ESC/POS: jobs, status, encoding, transport and driver."""
