package audit

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

// The headers of a delivery.
const (
	headerDelivery  = "X-IAMCopilot-Delivery"  // the same whenever the same batch comes again
	headerTimestamp = "X-IAMCopilot-Timestamp" // Unix seconds of this attempt
	headerSignature = "X-IAMCopilot-Signature" // v1= and HMAC-SHA256 over timestamp, a dot and the body, in hexadecimal
)

// leastSecret is the fewest characters of a webhook's secret.
const leastSecret = 16

// Webhook is a destination that takes batches by HTTP POST, each a JSON object
// with workspace_id and records. It has a batch when it answers 2xx.
type Webhook struct {
	address string
	secret  []byte
	client  *http.Client
	now     func() time.Time
}

// NewWebhook makes the destination of AUDIT_WEBHOOK_URL, which signs with
// AUDIT_WEBHOOK_SECRET. Both are the operator's: no tenant can set where the
// server sends. Errors hold neither.
func NewWebhook(address, secret string) (*Webhook, error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return nil, errors.New("setting AUDIT_WEBHOOK_URL: it must be an https:// (or http://) address")
	}
	if len(secret) < leastSecret {
		return nil, fmt.Errorf("setting AUDIT_WEBHOOK_SECRET, which AUDIT_WEBHOOK_URL needs: it must have at least %d characters; make one with: openssl rand -hex 32", leastSecret)
	}
	transport := http.DefaultTransport.(*http.Transport).Clone() //nolint:forcetypeassert // as net/http documents it
	transport.MaxIdleConnsPerHost = 1
	return &Webhook{address: address, secret: []byte(secret), now: time.Now, client: &http.Client{
		Transport: transport,
		// A redirect could lead anywhere: it counts as a failure.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}, nil
}

// Name is webhook.
func (*Webhook) Name() string { return "webhook" }

// Close ends idle connections.
func (w *Webhook) Close() error {
	w.client.CloseIdleConnections()
	return nil
}

// Send posts a batch.
func (w *Webhook) Send(ctx context.Context, b Batch) error {
	var body bytes.Buffer
	encoder := json.NewEncoder(&body)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(b); err != nil {
		return err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, w.address, bytes.NewReader(body.Bytes()))
	if err != nil {
		return errors.New("the address cannot be called")
	}
	timestamp := strconv.FormatInt(w.now().Unix(), 10)
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("User-Agent", "IAM-Copilot")
	request.Header.Set(headerDelivery, fmt.Sprintf("%d-%d-%d", b.WorkspaceID, b.Records[0].ID, b.Records[len(b.Records)-1].ID))
	request.Header.Set(headerTimestamp, timestamp)
	request.Header.Set(headerSignature, w.sign(timestamp, body.Bytes()))
	answer, err := w.client.Do(request)
	if err != nil {
		// Its text would hold the address, which may hold a secret.
		var wrapped *url.Error
		if errors.As(err, &wrapped) {
			err = wrapped.Err
		}
		return err
	}
	defer func() { _ = answer.Body.Close() }()
	_, _ = io.Copy(io.Discard, io.LimitReader(answer.Body, 64<<10)) // so that the connection is used again
	if answer.StatusCode/100 == 2 {
		return nil
	}
	failed := fmt.Errorf("it answered %s", answer.Status)
	if wait, err := strconv.Atoi(answer.Header.Get("Retry-After")); err == nil && wait > 0 {
		return retryAfter{failed, time.Duration(wait) * time.Second}
	}
	return failed
}

// sign is the signature of a body that is sent at a time.
func (w *Webhook) sign(timestamp string, body []byte) string {
	mac := hmac.New(sha256.New, w.secret)
	mac.Write([]byte(timestamp + "."))
	mac.Write(body)
	return "v1=" + hex.EncodeToString(mac.Sum(nil))
}
