//go:build !linux && !windows

package window

// prefersDark is not known here. The colour shows for a moment only.
func prefersDark() bool { return false }
