// Package frontend carries the built user interface, so that the backend and
// the desktop window serve the very same files.
package frontend

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var dist embed.FS

// Files is the root of the built user interface (`npm run build`). Before the
// first build it holds no index.html.
func Files() fs.FS {
	files, err := fs.Sub(dist, "dist")
	if err != nil {
		panic(err) // "dist" is a constant: this cannot happen
	}
	return files
}
