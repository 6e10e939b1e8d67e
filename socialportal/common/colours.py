"""Contrast of colours, by WCAG 2.2's definition of relative luminance."""


def luminance(colour: str) -> float:
    """Relative luminance (0 black … 1 white) of `#rrggbb`."""
    channels = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast_with_white(colour: str) -> float:
    """1 (white on white) … 21 (black on white)."""
    return 1.05 / (luminance(colour) + 0.05)


def mixed_with_white(colour: str, share: float) -> str:
    """`#rrggbb` with that share (0–1) of the colour in white: a background for what the colour marks."""
    channels = [int(colour[index : index + 2], 16) for index in (1, 3, 5)]
    return "#" + "".join(f"{round(255 - (255 - channel) * share):02x}" for channel in channels)
