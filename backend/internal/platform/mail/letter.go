package mail

import (
	"fmt"
	htmltemplate "html/template"
	"strings"
	"text/template"
	"unicode"
)

// Letter is what somebody is told, before it is set as text and as HTML.
type Letter struct {
	Subject    string
	Paragraphs []string // before the link
	Link       Link     // none when its URL is empty
	Closing    []string // after the link
}

// Link is the one thing that the reader may do.
type Link struct{ Label, URL string }

// Message is a letter that is ready to be handed over.
type Message struct {
	To, Subject, Text, HTML string
	Link                    string // the URL in it, for the log of a server without mail
}

var plainText = template.Must(template.New("text").Parse(
	`{{range .Paragraphs}}{{.}}

{{end}}{{with .Link.URL}}{{$.Link.Label}}:
{{.}}

{{end}}{{range .Closing}}{{.}}

{{end}}-- 
IAM Copilot
`))

// The HTML uses tables' and attributes' old ways nowhere: every mail program
// of today shows a page of paragraphs and one link.
var hypertext = htmltemplate.Must(htmltemplate.New("html").Parse(
	`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{{.Subject}}</title></head>
<body style="margin:0;padding:24px;background:#f4f5f7;color:#1c2024;font:16px/1.5 system-ui,sans-serif">
<div style="max-width:560px;margin:0 auto;padding:32px;background:#ffffff;border-radius:8px">
<p style="margin:0 0 24px;font-weight:600">IAM Copilot</p>
{{range .Paragraphs}}<p>{{.}}</p>
{{end}}{{with .Link.URL}}<p style="margin:28px 0"><a href="{{.}}" style="display:inline-block;padding:12px 20px;border-radius:6px;background:#1f5fbf;color:#ffffff;text-decoration:none">{{$.Link.Label}}</a></p>
<p style="font-size:14px;color:#60646c">Or open this address: <br><span style="word-break:break-all">{{.}}</span></p>
{{end}}{{range .Closing}}<p style="font-size:14px;color:#60646c">{{.}}</p>
{{end}}</div></body></html>
`))

// To sets the letter for one reader.
func (l Letter) To(address string) (Message, error) {
	l.Subject = OneLine(l.Subject, 200)
	var text, html strings.Builder
	if err := plainText.Execute(&text, l); err != nil {
		return Message{}, fmt.Errorf("mail: setting a letter as text: %w", err)
	}
	if err := hypertext.Execute(&html, l); err != nil {
		return Message{}, fmt.Errorf("mail: setting a letter as HTML: %w", err)
	}
	return Message{To: address, Subject: l.Subject, Text: text.String(), HTML: html.String(), Link: l.Link.URL}, nil
}

// OneLine makes a text that somebody chose fit for a letter: one line without
// control characters, of at most so many characters.
func OneLine(text string, most int) string {
	text = strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			return ' '
		}
		return r
	}, text)), " ")
	if letters := []rune(text); len(letters) > most {
		return string(letters[:most-1]) + "…"
	}
	return text
}
