package door

import (
	"net/http"
	"net/url"
	"strings"
)

// uiPolicy is the content security policy of the user interface: everything
// comes from here, and no script stands in the page itself. Styles may, because
// the component library sets them so.
const uiPolicy = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// dataPolicy is that of everything else, should it ever be shown as a page.
const dataPolicy = "default-src 'none'; frame-ancestors 'none'; sandbox"

// Protect lets in only what the window's own page sends, and sets the headers
// that bound what a page may do. It belongs before every handler of the window.
func Protect(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
		h.Set("Content-Security-Policy", dataPolicy)
		switch {
		case !ourHost(r.Host):
			problem(w, http.StatusMisdirectedRequest, "desktop.foreign_host", "This window does not answer for that host.")
		case !ourOrigin(r.Header):
			problem(w, http.StatusForbidden, "desktop.foreign_origin", "This request came from another page, and was refused.")
		case !plainPath(r.URL):
			problem(w, http.StatusBadRequest, "web.malformed", "The address is not a plain path.")
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// ourHost tells whether a request is to the window: its host is wails, on
// Windows wails.localhost. Anything else came by another way, such as a
// network name that was made to point at this machine.
func ourHost(host string) bool {
	return host == "wails" || host == "wails.localhost" || devHost(host)
}

// ourOrigin tells whether the page that sent a request is ours. Not every
// request says where it comes from.
func ourOrigin(h http.Header) bool {
	switch h.Get("Sec-Fetch-Site") {
	case "", "same-origin", "none":
	default:
		return false
	}
	origin := h.Get("Origin")
	if origin == "" {
		return true
	}
	u, err := url.Parse(origin)
	if err != nil {
		return false
	}
	return (u.Scheme == "wails" || u.Scheme == "http") && ourHost(u.Host)
}

// plainPath refuses paths that different readers may take for different
// addresses, however often they are decoded: a request under /api must never
// reach anything else on the server.
func plainPath(u *url.URL) bool {
	path := u.Path
	for range 3 {
		if !strings.HasPrefix(path, "/") || strings.ContainsAny(path, "\\\x00\r\n") || strings.Contains(path, "//") {
			return false
		}
		for segment := range strings.SplitSeq(path, "/") {
			if segment == "." || segment == ".." {
				return false
			}
		}
		decoded, err := url.PathUnescape(path)
		if err != nil || decoded == path {
			return true // decoded to the end
		}
		path = decoded
	}
	return false
}
