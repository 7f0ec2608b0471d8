/* SPDX-License-Identifier: ISC */
/*
 * Reload: load in the child, roll out, tell.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "config_load.h"
#include "reload.h"
#include "report.h"

struct reload {
	struct reload_ops	 ops;
	struct loop		*loop;
	const struct options	*options;
	struct rollout		*rollout;
	struct config_load	*load;
	bool			 running;
	bool			 again;		/* one more waits */
	bool			 again_next;	/* and takes the next file */
	uint32_t		 serial;	/* last number given out */
	uint32_t		 serving;	/* by the one that runs */
	size_t			 at;		/* in the ring */
	bool			 held;		/* another change is made */
	int			 root_fd;
	struct report		 said;
	const struct created	*created;	/* or NULL */
	struct wbuf		 text;		/* of those */
	struct config_amend	 amend;
};

enum { TEXT_MAX = 64 * 1024 * 1024 };

static void
report(void *arg, bool warning, const char *line)
{
	struct reload *r = arg;

	if (warning)
		log_warn("%s", line);
	else
		log_error("%s", line);
	report_line(&r->said, line);
}

static void	loaded(void *arg, struct config *c);

static size_t
next_at(const struct reload *r)
{
	return (r->at + 1) % r->options->nfiles;
}

static void
start(struct reload *r, bool next_file)
{
	const struct config_load_ops ops = {
		.report = report, .done = loaded, .arg = r
	};

	if (next_file)
		r->at = next_at(r);
	r->running = true;
	r->serving = r->serial;
	report_reset(&r->said);
	log_info("reading %s", r->options->files[r->at]);
	r->load = config_load_start(r->loop, r->options->files[r->at],
	    rollout_current(r->rollout), r->root_fd, reload_amendment(r),
	    &ops);
}

const struct config_amend *
reload_amendment(struct reload *r)
{
	if (r->created == NULL)
		return NULL;
	wbuf_reset(&r->text);
	created_text(r->created, &r->text);
	r->amend = (struct config_amend){ .text = (const char *)r->text.p,
	    .len = r->text.len };
	return &r->amend;
}

static void
go_on(struct reload *r)
{
	bool next_file = r->again_next;

	if (r->running || r->held || !r->again)
		return;
	r->again = r->again_next = false;
	start(r, next_file);
}

bool
reload_hold(struct reload *r)
{
	if (reload_busy(r))
		return false;
	r->held = true;
	return true;
}

void
reload_release(struct reload *r)
{
	r->held = false;
	go_on(r);
}

static void
finish(struct reload *r, bool ok, const char *text)
{
	r->running = false;
	r->ops.done(r->ops.arg, r->serving, ok, text);
	go_on(r);
}

static void
loaded(void *arg, struct config *c)
{
	struct reload *r = arg;

	r->load = NULL;
	if (c != NULL) {
		rollout_change(r->rollout, c);
		return;
	}
	log_error("%s is not taken: the configuration in force stays",
	    r->options->files[r->at]);
	finish(r, false, report_text(&r->said));
}

void
reload_changed(struct reload *r, const struct config *old, const char *why)
{
	char text[512], what[256];

	if (why != NULL) {
		log_error("the configuration in force stays: %s", why);
		finish(r, false, why);
		return;
	}
	config_describe(old, rollout_current(r->rollout),
	    rollout_did(r->rollout), what, sizeof(what));
	log_info("new configuration in force: %s: %s",
	    r->options->files[r->at], what);
	(void)snprintf(text, sizeof(text), "reload done: %s", what);
	finish(r, true, text);
}

struct reload *
reload_new(struct loop *l, const struct options *o, int root_fd,
    const struct reload_ops *ops)
{
	struct reload *r = xcalloc(1, sizeof(*r));

	r->ops = *ops;
	r->loop = l;
	r->options = o;
	r->root_fd = root_fd;
	report_init(&r->said);
	wbuf_growable(&r->text, TEXT_MAX);
	return r;
}

void
reload_free(struct reload *r)
{
	if (r == NULL)
		return;
	config_load_cancel(r->load);
	report_free(&r->said);
	wbuf_free(&r->text);
	free(r);
}

void
reload_set_rollout(struct reload *r, struct rollout *ro)
{
	r->rollout = ro;
}

void
reload_set_created(struct reload *r, const struct created *cr)
{
	r->created = cr;
}

bool
reload_busy(const struct reload *r)
{
	return r->running || r->again || r->held;
}

const char *
reload_file(const struct reload *r)
{
	return r->options->files[r->options->rotate ? next_at(r) : r->at];
}

uint32_t
reload_request(struct reload *r, bool next_file)
{
	next_file = next_file || r->options->rotate;
	r->serial++;
	if (r->running || r->held) {
		r->again = true;
		r->again_next = r->again_next || next_file;
	} else
		start(r, next_file);
	return r->serial;
}
