package web

import (
	"bytes"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/gofiber/fiber/v2"

	"github.com/iam-copilot/iam-copilot/shared/api"
)

// MaxBody is the largest body that is taken, in bytes.
const MaxBody = 1 << 20

// MaxUpload is the largest body of a route that takes files, in bytes.
const MaxUpload = 4 << 20

// hardLimit is where the connection is cut instead: a client that is still
// sending may then miss the answer, so it lies well above both.
const hardLimit = MaxUpload + 2*MaxBody

// uploads is the content type of files. Their bytes are the room's to judge.
const uploads = "multipart/form-data"

// isUpload tells whether a request says that it brings files. Whether it may is
// decided by the route, which takes as much as MaxBody otherwise.
func isUpload(c *fiber.Ctx) bool {
	media, _, _ := strings.Cut(c.Get(fiber.HeaderContentType), ";")
	return strings.EqualFold(strings.TrimSpace(media), uploads)
}

// maxDepth is how deep a body may nest. A policy document nests seven deep.
const maxDepth = 64

// sane refuses requests that no honest client sends before they cost anything:
// text that is not UTF-8 or holds a NUL, and JSON that nests beyond reason.
func sane(c *fiber.Ctx) error {
	uri := c.Request().URI()
	clean := cleanText(uri.Path())
	for name, value := range uri.QueryArgs().All() {
		clean = clean && cleanText(name) && cleanText(value)
	}
	if !clean {
		return refuse(c, errMalformed.Saying("The address is not valid UTF-8, or holds the NUL character."))
	}
	// A packed body could unpack to anything; c.Body would unpack it.
	if packing := c.Get(fiber.HeaderContentEncoding); packing != "" && packing != "identity" {
		return refuse(c, errEncoding)
	}
	if err := decodePath(c); err != nil {
		return refuse(c, errMalformed.Saying("The address cannot be decoded: a %% must be followed by two hexadecimal digits."))
	}
	body := c.Body()
	switch {
	case len(body) == 0:
		return c.Next()
	case isUpload(c) && len(body) <= MaxUpload:
		return c.Next()
	case len(body) > MaxBody:
		return refuse(c, errTooLarge)
	}
	if !utf8.Valid(body) {
		return refuse(c, errMalformed.Saying("The body is not valid UTF-8."))
	}
	if depth(body) > maxDepth {
		return refuse(c, errMalformed.Saying("The body nests deeper than %d levels.", maxDepth))
	}
	if bytes.IndexByte(body, 0) >= 0 || escapedNUL(body) {
		return refuse(c, errMalformed.Saying("The body holds the NUL character, which no field takes."))
	}
	return c.Next()
}

// decodePath decodes the interface's paths before they are routed, so that the
// parts of a path may be encoded as browsers encode them. (Fiber's own setting
// for it takes a plus sign for a blank.)
func decodePath(c *fiber.Ctx) error {
	path := c.Path()
	if !strings.HasPrefix(path, api.Base) || !strings.Contains(path, "%") {
		return nil
	}
	decoded, err := url.PathUnescape(path)
	if err == nil {
		c.Path(decoded)
	}
	return err
}

func cleanText(b []byte) bool { return utf8.Valid(b) && bytes.IndexByte(b, 0) < 0 }

// depth is how deep JSON text nests, in one pass and without memory.
func depth(body []byte) int {
	deepest, level, inString := 0, 0, false
	for i := 0; i < len(body); i++ {
		switch b := body[i]; {
		case inString && b == '\\':
			i++
		case b == '"':
			inString = !inString
		case inString:
		case b == '{' || b == '[':
			level++
			deepest = max(deepest, level)
		case b == '}' || b == ']':
			level--
		}
	}
	return deepest
}

// escapedNUL finds \u0000 written as an escape (and not \\u0000, which is a
// backslash and six characters).
func escapedNUL(body []byte) bool {
	for at := 0; ; {
		i := bytes.Index(body[at:], []byte(`\u0000`))
		if i < 0 {
			return false
		}
		slashes := 0
		for j := at + i; j >= 0 && body[j] == '\\'; j-- {
			slashes++
		}
		if slashes%2 == 1 {
			return true
		}
		at += i + 1
	}
}
