package web

import (
	"bytes"

	"github.com/gofiber/fiber/v2"
)

// framed refuses a request whose end a proxy before this server may see at
// another place: one that tells its length twice, by Transfer-Encoding and by
// Content-Length, or gives its Transfer-Encoding in several lines (RFC 9112,
// "Message Body Length"). What follows on the connection is not read.
func framed(c *fiber.Ctx) error {
	encodings, lengths := 0, 0
	for line := range bytes.Lines(c.Request().Header.RawHeaders()) {
		name, _, found := bytes.Cut(line, []byte(":"))
		switch {
		case !found:
		case bytes.EqualFold(name, []byte(fiber.HeaderTransferEncoding)):
			encodings++
		case bytes.EqualFold(name, []byte(fiber.HeaderContentLength)):
			lengths++
		}
	}
	if encodings > 1 || encodings == 1 && lengths > 0 {
		c.Context().SetConnectionClose()
		return refuse(c, errMalformed.Saying("The request tells its length in more than one way: by Transfer-Encoding and Content-Length, or by one of them twice."))
	}
	return c.Next()
}
