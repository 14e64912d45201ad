"""Results as pictures, SVG or PNG, with Thai set right: matplotlib draws them, shaped by libraqm."""
