package web

import (
	"io/fs"
	"net/http"
	"path"
	"strings"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/compress"
)

// noUI is shown at / when the program was built without the user interface.
const noUI = `<!doctype html><html lang="en"><title>IAM Copilot</title><h1>IAM Copilot</h1>
<p>The server is running. Its user interface was not built: run <code>make build</code>, or read <a href="/api/v1/docs">the interface's reference</a>.</p></html>`

// MountUI serves the built user interface at /. An address that is no file
// gives the index page, whose router knows it; what looks like an address of
// the interface (/API/…) never does.
func MountUI(app *fiber.App, files fs.FS) {
	app.Get("/*", compress.New(compress.Config{Level: compress.LevelBestSpeed}), func(c *fiber.Ctx) error {
		name := strings.TrimPrefix(path.Clean("/"+c.Params("*")), "/")
		if first, _, _ := strings.Cut(name, "/"); strings.EqualFold(first, "api") {
			return fiber.ErrNotFound
		}
		content, err := fs.ReadFile(files, name)
		if err != nil || name == "" || strings.HasPrefix(path.Base(name), ".") {
			if ext := path.Ext(name); ext != "" && name != "index.html" && strings.HasPrefix(name, "assets/") {
				return fiber.ErrNotFound // a stale page asks for a file of an earlier build
			}
			name = "index.html"
			if content, err = fs.ReadFile(files, name); err != nil {
				c.Type("html", "utf-8")
				return c.Status(http.StatusOK).SendString(noUI)
			}
		}
		if strings.HasPrefix(name, "assets/") {
			c.Set(fiber.HeaderCacheControl, "public, max-age=31536000, immutable") // named by content
		} else {
			c.Set(fiber.HeaderCacheControl, "no-cache")
		}
		c.Type(strings.TrimPrefix(path.Ext(name), "."), "utf-8")
		return c.Send(content)
	})
}
