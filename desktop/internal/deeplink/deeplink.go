// Package deeplink reads addresses such as iamcopilot://policies/12, with which
// other programs open a page of the window.
package deeplink

import (
	"net/url"
	"slices"
	"strings"
)

// Scheme is the part before "://".
const Scheme = "iamcopilot"

// pages are the first parts of addresses that a link may open. They show
// something and change nothing; whatever acts asks the person first.
var pages = []string{
	"access", "findings", "forgot-password", "iam", "identity-center", "invitation", "login", "monitoring", "organizations", "policies",
	"register", "reset-password", "settings", "usage", "verify-email",
}

const maxLength = 2000

// Page is the address within the window that a link leads to, and whether it is
// one of ours at all. Any web page may offer such a link, so nothing but a plain
// page of the interface is taken.
func Page(link string) (string, bool) {
	if len(link) > maxLength || strings.ContainsFunc(link, func(r rune) bool { return r <= ' ' || r > '~' || r == '\\' }) {
		return "", false
	}
	u, err := url.Parse(link)
	if err != nil || !strings.EqualFold(u.Scheme, Scheme) || u.User != nil || u.Opaque != "" || u.Port() != "" {
		return "", false
	}
	path := "/" + strings.Trim(u.Host+u.EscapedPath(), "/")
	if path == "/" {
		return "/", true
	}
	parts := strings.Split(path[1:], "/")
	if !slices.Contains(pages, parts[0]) {
		return "", false
	}
	for _, part := range parts {
		if part == "" || part == "." || part == ".." || strings.Contains(part, "%") {
			return "", false
		}
	}
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	if u.Fragment != "" {
		path += "#" + u.EscapedFragment()
	}
	return path, true
}

// Among finds the first link of ours among the arguments of a program.
func Among(args []string) (string, bool) {
	for _, arg := range args {
		if page, ok := Page(arg); ok {
			return page, true
		}
	}
	return "", false
}
