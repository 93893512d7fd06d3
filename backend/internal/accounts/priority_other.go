//go:build !linux

package accounts

// yieldPriority does nothing: on this system priorities belong to processes.
func yieldPriority() {}
