package web

import (
	"net/http"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"github.com/iam-copilot/iam-copilot/shared/api"
)

// MountEnd answers for every address below /api that nothing before it has
// taken: 405 when a route has the address under another method, else 404.
// Mount it after the interface and before the user interface.
func MountEnd(app *fiber.App, d *Door) {
	end := func(c *fiber.Ctx) error {
		methods := d.methodsAt(c.Path())
		if len(methods) == 0 {
			return fiber.ErrNotFound
		}
		c.Set(fiber.HeaderAllow, strings.Join(methods, ", "))
		return fiber.ErrMethodNotAllowed
	}
	app.All("/api", end)
	app.All("/api/*", end)
}

// methodsAt lists the methods that some route knows at a path.
func (d *Door) methodsAt(path string) []string {
	var methods []string
	for _, r := range d.routes {
		if fits(api.Base+r.Path, path) && !slices.Contains(methods, r.Method) {
			methods = append(methods, r.Method)
		}
	}
	if slices.Contains(methods, http.MethodGet) {
		methods = append(methods, http.MethodHead)
	}
	slices.Sort(methods)
	return methods
}

// fits tells whether a path is one of the pattern's, whose parts in braces
// stand for any text.
func fits(pattern, path string) bool {
	parts, want := strings.Split(strings.TrimSuffix(path, "/"), "/"), strings.Split(pattern, "/")
	if len(parts) != len(want) {
		return false
	}
	for i, part := range parts {
		if part != want[i] && (part == "" || !strings.HasPrefix(want[i], "{")) {
			return false
		}
	}
	return true
}
