// Package reference reads the vocabulary of IAM from where AWS publishes it for programs: one JSON file for each service,
// listed by another ("Simplified AWS service information for programmatic access", Service Authorization Reference).
package reference

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"
)

// DefaultURL is AWS's list of services.
const DefaultURL = "https://servicereference.us-east-1.amazonaws.com/v1/service-list.json"

const (
	maxFile  = 32 << 20 // bytes of one file; the largest, of Amazon EC2, has about one million
	atOnce   = 8        // requests under way
	attempts = 3        // for each file, when the server fails or the connection breaks
)

// service is the file of one service, as far as it is used here.
type service struct {
	Name    string   `json:"Name"` // the prefix
	Actions []action `json:"Actions"`
	// ConditionKeys also lists global keys that some action of the service carries.
	ConditionKeys []struct {
		Name  string   `json:"Name"`
		Types []string `json:"Types"`
	} `json:"ConditionKeys"`
	Resources []struct {
		Name          string   `json:"Name"`
		ARNFormats    []string `json:"ARNFormats"`
		ConditionKeys []string `json:"ConditionKeys"`
	} `json:"Resources"`
}

type action struct {
	Name                string   `json:"Name"`
	ActionConditionKeys []string `json:"ActionConditionKeys"`
	Annotations         struct {
		Properties struct {
			IsList                 bool `json:"IsList"`
			IsPermissionManagement bool `json:"IsPermissionManagement"`
			IsTaggingOnly          bool `json:"IsTaggingOnly"`
			IsWrite                bool `json:"IsWrite"`
		} `json:"Properties"`
	} `json:"Annotations"`
	Resources []struct {
		Name string `json:"Name"`
	} `json:"Resources"`
}

// Services are the files of all services, as read.
type Services struct {
	url  string
	list []service
}

// Fetch reads the list at listURL and the file of every service it names. The files must be on the same server as the
// list. A connection that breaks, and a server that fails, are tried again; any file that cannot be had in the end fails
// the whole, since a catalog with holes would call sound policies wrong.
func Fetch(ctx context.Context, client *http.Client, listURL string) (*Services, error) {
	base, err := url.Parse(listURL)
	if err != nil || base.Host == "" || base.Scheme != "https" && base.Scheme != "http" {
		return nil, fmt.Errorf("%q is not the address of a service list; write it like %s", listURL, DefaultURL)
	}
	var list []struct {
		Service string `json:"service"`
		URL     string `json:"url"`
	}
	if err := get(ctx, client, base.String(), &list); err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("%s lists no services", listURL)
	}
	addresses := make([]string, len(list))
	seen := map[string]bool{}
	for i, entry := range list {
		at, err := base.Parse(entry.URL)
		switch {
		case entry.Service == "" || entry.URL == "" || err != nil:
			return nil, fmt.Errorf("%s: entry %d names no service with its address", listURL, i+1)
		case at.Scheme != base.Scheme || at.Host != base.Host:
			return nil, fmt.Errorf("%s: the file of %s is on another server, %s", listURL, entry.Service, at.Host)
		case seen[strings.ToLower(entry.Service)]:
			return nil, fmt.Errorf("%s lists %s twice", listURL, entry.Service)
		}
		seen[strings.ToLower(entry.Service)] = true
		addresses[i] = at.String()
	}
	out := &Services{url: listURL, list: make([]service, len(list))}
	err = each(ctx, len(list), func(ctx context.Context, i int) error {
		if err := get(ctx, client, addresses[i], &out.list[i]); err != nil {
			return err
		}
		if !strings.EqualFold(out.list[i].Name, list[i].Service) {
			return fmt.Errorf("%s is about %q, not about %s", addresses[i], out.list[i].Name, list[i].Service)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// each calls work for 0 to n-1, several at once, until one fails.
func each(ctx context.Context, n int, work func(context.Context, int) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	next := make(chan int)
	var workers sync.WaitGroup
	for range min(atOnce, n) {
		workers.Go(func() {
			for i := range next {
				if err := work(ctx, i); err != nil {
					cancel(err)
					return
				}
			}
		})
	}
feed:
	for i := range n {
		select {
		case next <- i:
		case <-ctx.Done():
			break feed
		}
	}
	close(next)
	workers.Wait()
	return context.Cause(ctx)
}

// refused is an answer that trying again would not change.
type refused struct{ error }

func get(ctx context.Context, client *http.Client, address string, into any) error {
	var err error
	for attempt := range attempts {
		if attempt > 0 {
			select {
			case <-time.After(time.Duration(attempt) * 200 * time.Millisecond):
			case <-ctx.Done():
				return context.Cause(ctx)
			}
		}
		err = getOnce(ctx, client, address, into)
		if err == nil || ctx.Err() != nil || errors.As(err, new(refused)) {
			break
		}
	}
	return err
}

func getOnce(ctx context.Context, client *http.Client, address string, into any) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return refused{err}
	}
	request.Header.Set("Accept", "application/json")
	response, err := client.Do(request)
	if err != nil {
		return fmt.Errorf("AWS's service reference cannot be reached: %w", err)
	}
	defer response.Body.Close() //nolint:errcheck // only read from
	if response.StatusCode != http.StatusOK {
		err := fmt.Errorf("%s answered %s", address, response.Status)
		if response.StatusCode < 500 && response.StatusCode != http.StatusTooManyRequests {
			return refused{err}
		}
		return err
	}
	data, err := io.ReadAll(io.LimitReader(response.Body, maxFile+1))
	if err != nil {
		return fmt.Errorf("%s: %w", address, err)
	}
	if len(data) > maxFile {
		return refused{fmt.Errorf("%s is larger than %d MB", address, maxFile>>20)}
	}
	if err := json.Unmarshal(data, into); err != nil {
		return refused{fmt.Errorf("%s is not of the form that AWS publishes: %w", address, err)}
	}
	return nil
}
