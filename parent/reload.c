/* SPDX-License-Identifier: ISC */
/*
 * Reload: load in the child, roll out, tell.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/wbuf.h"
#include "config_load.h"
#include "reload.h"

enum { TEXT_MAX = 32 * 1024 };

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
	int			 root_fd;
	struct wbuf		 text;
};

static void
report(void *arg, bool warning, const char *line)
{
	struct reload *r = arg;

	if (warning)
		log_warn("%s", line);
	else
		log_error("%s", line);
	if (r->text.len + strlen(line) + 2 > TEXT_MAX)
		return;
	if (r->text.len > 0)
		wbuf_u8(&r->text, '\n');
	wbuf_str(&r->text, line);
}

static void	loaded(void *arg, struct config *c);

static void
start(struct reload *r, bool next_file)
{
	const struct config_load_ops ops = {
		.report = report, .done = loaded, .arg = r
	};

	if (next_file)
		r->at = (r->at + 1) % r->options->nfiles;
	r->running = true;
	r->serving = r->serial;
	wbuf_reset(&r->text);
	log_info("reading %s", r->options->files[r->at]);
	r->load = config_load_start(r->loop, r->options->files[r->at],
	    rollout_current(r->rollout), r->root_fd, &ops);
}

static void
finish(struct reload *r, bool ok, const char *text)
{
	bool next_file = r->again_next;

	r->running = false;
	r->ops.done(r->ops.arg, r->serving, ok, text);
	if (r->running || !r->again)
		return;
	r->again = r->again_next = false;
	start(r, next_file);
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
	wbuf_u8(&r->text, '\0');
	finish(r, false, r->text.failed ? "it has errors" :
	    (const char *)r->text.p);
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
	wbuf_growable(&r->text, TEXT_MAX);
	return r;
}

void
reload_free(struct reload *r)
{
	if (r == NULL)
		return;
	config_load_cancel(r->load);
	wbuf_free(&r->text);
	free(r);
}

void
reload_set_rollout(struct reload *r, struct rollout *ro)
{
	r->rollout = ro;
}

uint32_t
reload_request(struct reload *r, bool next_file)
{
	next_file = next_file || r->options->rotate;
	r->serial++;
	if (r->running) {
		r->again = true;
		r->again_next = r->again_next || next_file;
	} else
		start(r, next_file);
	return r->serial;
}
