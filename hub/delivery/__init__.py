"""送达: results on their way to the residents: at a counter, in a box, with a courier, on a phone."""
