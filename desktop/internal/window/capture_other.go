//go:build !linux

package window

// canHideFromCaptures: Windows by SetWindowDisplayAffinity, macOS by the
// window's sharing type.
const canHideFromCaptures = true
