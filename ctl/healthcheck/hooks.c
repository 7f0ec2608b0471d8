/* SPDX-License-Identifier: ISC */
/*
 * ExaBGP waits for such a command as long as it likes; here it is killed after
 * --execute-timeout, and a queue that grows because the service changes faster
 * than its commands end loses its oldest.
 */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "hooks.h"

struct hook {
	const char	*command;
	enum state	 state;
};

struct hooks {
	struct children		*children;
	const struct options	*o;
	struct hook		 queue[HOOKS_MAX];
	size_t			 n;
	struct child		*running;
	struct hook		 now;
	void			(*done)(void *arg);
	void			*arg;
};

static void run_next(struct hooks *h);

struct hooks *
hooks_new(struct children *c, const struct options *o)
{
	struct hooks *h = xcalloc(1, sizeof(*h));

	h->children = c;
	h->o = o;
	return h;
}

void
hooks_free(struct hooks *h)
{
	if (h == NULL)
		return;
	child_kill(h->running);
	free(h);
}

static void
drop_oldest(struct hooks *h, size_t n)
{
	h->n -= n;
	memmove(h->queue, h->queue + n, h->n * sizeof(h->queue[0]));
}

static void
on_end(void *arg, const struct child_result *r)
{
	struct hooks *h = arg;
	char why[CHILD_OUTPUT_MAX];
	void (*done)(void *) = h->done;

	h->running = NULL;
	if (!child_succeeded(r))
		log_warn("command for %s: %s: %s", state_name(h->now.state),
		    h->now.command, child_explain(r, h->o->execute_timeout,
		    why, sizeof(why)));
	run_next(h);
	if (h->running != NULL || done == NULL)
		return;
	h->done = NULL;
	done(h->arg);
}

static void
run_next(struct hooks *h)
{
	const char *argv[] = { "/bin/sh", "-c", NULL, NULL };
	struct child_spec spec = { .argv = argv,
	    .timeout = h->o->execute_timeout };

	if (h->running != NULL || h->n == 0)
		return;
	h->now = h->queue[0];
	drop_oldest(h, 1);
	argv[2] = h->now.command;
	spec.state = state_name(h->now.state);
	log_debug("command for %s: %s", state_name(h->now.state),
	    h->now.command);
	h->running = child_start(h->children, &spec, on_end, h);
}

static void
add_list(struct hooks *h, const struct option_list *l, enum state s)
{
	size_t i;

	for (i = 0; i < l->n; i++) {
		if (h->n == HOOKS_MAX) {
			log_warn("command for %s: %s: dropped, %d wait",
			    state_name(h->queue[0].state), h->queue[0].command,
			    HOOKS_MAX);
			drop_oldest(h, 1);
		}
		h->queue[h->n++] = (struct hook){ l->v[i], s };
	}
}

void
hooks_add(struct hooks *h, enum state s)
{
	add_list(h, &h->o->state_execute[s], s);
	add_list(h, &h->o->execute, s);
	run_next(h);
}

bool
hooks_busy(const struct hooks *h)
{
	return h->running != NULL;
}

void
hooks_wait(struct hooks *h, void (*fn)(void *arg), void *arg)
{
	h->done = fn;
	h->arg = arg;
}
