package window

// canHideFromCaptures: neither X11 nor Wayland lets a window keep itself out of
// screenshots.
const canHideFromCaptures = false
