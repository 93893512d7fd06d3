package session

import "runtime"

// UserAgent is how a program of this product names itself and its system to a
// server, such as "iamcopilot/1.2.0 (Linux)".
func UserAgent(program, version string) string {
	system, known := map[string]string{"darwin": "Mac OS X", "linux": "Linux", "windows": "Windows"}[runtime.GOOS]
	if !known {
		system = runtime.GOOS
	}
	return program + "/" + version + " (" + system + ")"
}
