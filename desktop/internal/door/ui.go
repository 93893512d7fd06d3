package door

import (
	"bytes"
	"io/fs"
	"net/http"
	"path"
	"strings"
)

// homeMark tells the user interface that it lives in the window.
const homeMark = `<meta name="iamcopilot-home" content="desktop">`

// contentTypes are written down because the system's tables differ, and on
// Windows any program may change them.
var contentTypes = map[string]string{
	".css": "text/css; charset=utf-8", ".html": "text/html; charset=utf-8", ".ico": "image/x-icon", ".jpg": "image/jpeg",
	".js": "text/javascript; charset=utf-8", ".json": "application/json", ".map": "application/json", ".mjs": "text/javascript; charset=utf-8",
	".png": "image/png", ".svg": "image/svg+xml", ".txt": "text/plain; charset=utf-8", ".wasm": "application/wasm",
	".webmanifest": "application/manifest+json", ".webp": "image/webp", ".woff": "font/woff", ".woff2": "font/woff2",
}

// readIndex gives the user interface's page with the mark in it, or nil when
// the interface was not built.
func readIndex(ui fs.FS) []byte {
	page, err := fs.ReadFile(ui, "index.html")
	if err != nil {
		return nil
	}
	head := []byte("<head>")
	before, after, found := bytes.Cut(page, head)
	if !found {
		return append([]byte(homeMark), page...)
	}
	return bytes.Join([][]byte{before, head, []byte(homeMark), after}, nil)
}

// serveUI answers with a file of the user interface. An address that is no
// file is one of its router's, and gets the page; or our own page as long as
// the key is not open.
func (d *Door) serveUI(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(path.Clean(r.URL.Path), "/")
	hidden := name != "" && strings.HasPrefix(path.Base(name), ".")
	if name != "" && name != "index.html" && !hidden {
		if content, err := fs.ReadFile(d.config.UI, name); err == nil {
			kind, known := contentTypes[path.Ext(name)]
			if !known {
				kind = "application/octet-stream"
			}
			send(w, r, kind, content)
			return
		}
	}
	if hidden || strings.HasPrefix(name, "assets/") {
		problem(w, http.StatusNotFound, "web.no_such_address", "There is nothing at this address.")
		return
	}
	now := d.await(r.Context(), pageWait, opening)
	if (now.name != ready && now.name != connecting) || d.index == nil {
		d.servePage(w, r, now)
		return
	}
	w.Header().Set("Content-Security-Policy", uiPolicy)
	send(w, r, contentTypes[".html"], d.index)
}

// send answers with content from memory, which needs no caching.
func send(w http.ResponseWriter, r *http.Request, kind string, content []byte) {
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(http.StatusOK)
	if r.Method != http.MethodHead {
		_, _ = w.Write(content) //nolint:gosec // the program's own files, and pages that html/template has escaped
	}
}
