// Lets WebKitWebDriver drive the very program that people get, for
// build/desktop-smoke.sh. Preloaded, it makes the one web view of the window a
// view that may be automated, which WebKitGTK otherwise does only for a
// browser's own automation mode ("WebKitAutomationSession" in its reference).
// It is no part of the program, and nothing of it is ever shipped.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>
#include <webkit2/webkit2.h>

// The driver passes the address it listens on in this variable. The program
// takes it away, as it should, so it is remembered before main runs.
static const char name[] = "WEBKIT_INSPECTOR_SERVER";
static char *address;

__attribute__((constructor)) static void remember(void) {
  const char *value = getenv(name);
  if (value != NULL) address = strdup(value);
}

static WebKitWebView *give_view(WebKitAutomationSession *session, gpointer view) {
  (void)session;
  return WEBKIT_WEB_VIEW(view);
}

static void started(WebKitWebContext *context, WebKitAutomationSession *session, gpointer view) {
  (void)context;
  WebKitApplicationInfo *info = webkit_application_info_new();
  webkit_application_info_set_name(info, "IAM Copilot");
  webkit_automation_session_set_application_info(session, info);
  webkit_application_info_unref(info);
  g_signal_connect(session, "create-web-view", G_CALLBACK(give_view), view);
}

// The first of WebKit's functions that the program calls: WebKit reads the
// variable when it wakes up, and only then.
WebKitUserContentManager *webkit_user_content_manager_new(void) {
  if (address != NULL) setenv(name, address, 1);
  WebKitUserContentManager *(*original)(void) = NULL;
  *(void **)&original = dlsym(RTLD_NEXT, "webkit_user_content_manager_new");
  return original();
}

GtkWidget *webkit_web_view_new_with_user_content_manager(WebKitUserContentManager *manager) {
  WebKitWebContext *context = webkit_web_context_get_default();
  webkit_web_context_set_automation_allowed(context, TRUE);
  GtkWidget *view = g_object_new(WEBKIT_TYPE_WEB_VIEW, "is-controlled-by-automation", TRUE, "web-context", context,
                                 "user-content-manager", manager, NULL);
  g_signal_connect(context, "automation-started", G_CALLBACK(started), view);
  return view;
}
