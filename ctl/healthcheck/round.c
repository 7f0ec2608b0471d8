/* SPDX-License-Identifier: ISC */
/*
 * Each step of a round ends by calling the next one, at once or from the loop,
 * so that exactly one thing is under way:
 *
 *	begin > judge > hooked > say > said > ended > (sleep) > begin
 *
 * round_leave cuts in anywhere: whatever is under way is dropped, and said and
 * then left remain.  No step waits for ever: a check has --timeout, a command
 * --execute-timeout, the daemon PATIENCE.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <bsd/string.h>

#include "announce.h"
#include "base/log.h"
#include "hooks.h"
#include "round.h"

enum {
	PATIENCE	= 5000,		/* ms, for answers */
	LEAVE_PATIENCE	= 1000,		/* a daemon kills us after 2 s */
	SLEEP_MIN	= 10,
	WHY_MAX		= 384,
};

struct round {
	struct round_world	 w;
	struct round_fns	 fns;
	struct announce		*announce;
	struct hooks		*hooks;
	struct loop_timer	*sleep;
	struct loop_timer	*patience;	/* with commands */
	struct child		*check;
	struct machine		 machine;
	bool			 unsaid;	/* the state, to the daemon */
	bool			 refused;
	bool			 hidden;	/* the file of --disable */
	bool			 leaving;
	int			 status;
	char			 why[WHY_MAX];	/* the last check failed */
};

static void begin(void *arg);

/*
 * Whether the file of --disable is there; following links, as ExaBGP.  Where
 * we may not look it is as good as not there, but somebody relies on it.
 */
static bool
disabled(struct round *r)
{
	const char *file = r->w.o->disable;
	bool hidden;

	if (file == NULL)
		return false;
	if (access(file, F_OK) == 0)
		return true;
	hidden = errno != ENOENT && errno != ENOTDIR;
	if (hidden && !r->hidden)
		log_warn("--disable %s: %s", file, strerror(errno));
	r->hidden = hidden;
	return false;
}

static void
finish(void *arg)
{
	struct round *r = arg;

	r->fns.left(r->fns.arg, r->status);
}

static void
ended(void *arg)
{
	struct round *r = arg;
	const struct options *o = r->w.o;
	enum state s = r->machine.state;
	int64_t ms = o->interval;

	if (o->interval == 0 && state_speaks(s) &&
	    (!r->unsaid || r->refused)) {
		log_info("%s was told to the daemon, and --interval is 0: "
		    "leaving everything as it is", state_name(s));
		r->status = r->refused ? EXIT_FAILURE : EXIT_SUCCESS;
		finish(r);
		return;
	}
	if (s == STATE_RISING || s == STATE_FALLING || o->interval == 0)
		ms = o->fast;
	loop_timer_set(r->sleep, ms > SLEEP_MIN ? ms : SLEEP_MIN);
}

/* What was found on lo, rather than given, is there for the next run. */
static void
give_up_addresses(struct round *r)
{
	if (r->w.addresses == NULL)
		finish(r);
	else if (r->w.o->nip == 0)
		addresses_add(r->w.addresses, finish, r);
	else
		addresses_remove(r->w.addresses, finish, r);
}

static void
said(void *arg, enum announce_result result)
{
	struct round *r = arg;

	if (r->leaving) {
		give_up_addresses(r);
		return;
	}
	r->refused = result == ANNOUNCE_REFUSED;
	r->unsaid = result == ANNOUNCE_UNWRITTEN || r->refused;
	/* An address stays until nobody is sent to it any more. */
	if (r->w.o->dynamic && r->machine.state != STATE_UP &&
	    result != ANNOUNCE_UNWRITTEN)
		addresses_remove(r->w.addresses, ended, r);
	else
		ended(r);
}

static void
say(void *arg)
{
	struct round *r = arg;
	struct wbuf lines;

	wbuf_growable(&lines, ROUTES_TEXT_MAX);
	routes_write(r->w.routes, r->w.o, r->machine.state, &lines);
	if (lines.failed)
		fatal("commands of more than %d octets", ROUTES_TEXT_MAX);
	announce_say(r->announce, wbuf_view(&lines),
	    r->leaving ? LEAVE_PATIENCE : PATIENCE);
	wbuf_free(&lines);
}

static void
hooked(void *arg)
{
	struct round *r = arg;

	hooks_wait(r->hooks, NULL, NULL);
	loop_timer_cancel(r->patience);
	if (!state_speaks(r->machine.state) ||
	    (r->w.o->debounce && !r->unsaid))
		ended(r);
	else if (r->w.o->dynamic && r->machine.state == STATE_UP)
		addresses_add(r->w.addresses, say, r);
	else
		say(r);
}

static void
report(struct round *r, enum state was, enum outcome o, const char *why)
{
	enum state s = r->machine.state;

	if (s != was && o == OUTCOME_OK)
		log_info("%s -> %s: %s", state_name(was), state_name(s), why);
	else if (s != was)
		log_warn("%s -> %s: %s", state_name(was), state_name(s), why);
	else if (o == OUTCOME_FAILED && strcmp(why, r->why) != 0)
		log_info("still %s: %s", state_name(s), why);
	else
		log_debug("still %s: %s", state_name(s), why);
	strlcpy(r->why, o == OUTCOME_FAILED ? why : "", sizeof(r->why));
}

/*
 * What attracts traffic waits for its commands, however long they take; what
 * turns it away waits no longer than for a check.
 */
static void
judge(struct round *r, enum outcome o, const char *why)
{
	enum state was = r->machine.state;
	int64_t limit;

	if (state_step(&r->machine, o)) {
		hooks_add(r->hooks, r->machine.state);
		r->unsaid = true;
	}
	report(r, was, o, why);
	if (r->machine.state == was || !hooks_busy(r->hooks)) {
		hooked(r);
		return;
	}
	limit = r->machine.state == STATE_UP ? 0 : r->w.o->timeout;
	hooks_wait(r->hooks, hooked, r);
	if (limit > 0)
		loop_timer_set(r->patience, limit);
}

static void
on_check(void *arg, const struct child_result *result)
{
	struct round *r = arg;
	char why[WHY_MAX] = "check failed: ";
	size_t n = strlen(why);

	r->check = NULL;
	if (child_succeeded(result)) {
		judge(r, OUTCOME_OK, "check succeeded");
		return;
	}
	child_explain(result, r->w.o->timeout, why + n, sizeof(why) - n);
	judge(r, OUTCOME_FAILED, why);
}

static void
start_check(struct round *r)
{
	const char *argv[] = { "/bin/sh", "-c", r->w.o->command, NULL };
	const struct child_spec spec = { .argv = argv, .listen = true,
	    .timeout = r->w.o->timeout };

	r->check = child_start(r->w.children, &spec, on_check, r);
}

static void
begin(void *arg)
{
	struct round *r = arg;

	if (getppid() != r->w.parent) {
		log_error("the daemon is gone");
		round_leave(r, EXIT_FAILURE);
	} else if (disabled(r))
		judge(r, OUTCOME_DISABLED, "the file of --disable is there");
	else if (r->w.o->command == NULL)
		judge(r, OUTCOME_OK, "there is no check");
	else
		start_check(r);
}

static void
set_up(void *arg)
{
	struct round *r = arg;

	if (r->fns.ready(r->fns.arg) == -1)
		round_leave(r, EXIT_FAILURE);
	else
		begin(r);
}

static void
lost(void *arg)
{
	struct round *r = arg;

	if (!r->leaving)
		log_error("the daemon does not take commands any more");
	round_leave(r, EXIT_FAILURE);
}

struct round *
round_new(const struct round_world *w, const struct round_fns *fns)
{
	struct round *r = xcalloc(1, sizeof(*r));
	const struct announce_fns to_us = { said, lost, r };
	struct loop *l = w->children->loop;

	r->w = *w;
	r->fns = *fns;
	r->machine = (struct machine){ .state = STATE_INIT,
	    .rise = (unsigned)w->o->rise, .fall = (unsigned)w->o->fall };
	r->announce = announce_new(l, w->in, w->out, w->o->no_ack, &to_us);
	r->hooks = hooks_new(w->children, w->o);
	r->sleep = loop_timer_new(l, begin, r);
	r->patience = loop_timer_new(l, hooked, r);
	return r;
}

void
round_free(struct round *r)
{
	if (r == NULL)
		return;
	child_kill(r->check);
	hooks_free(r->hooks);
	announce_free(r->announce);
	loop_timer_free(r->sleep);
	loop_timer_free(r->patience);
	free(r);
}

void
round_start(struct round *r)
{
	if (r->w.addresses != NULL && !r->w.o->no_ip_setup)
		addresses_add(r->w.addresses, set_up, r);
	else
		set_up(r);
}

void
round_leave(struct round *r, int status)
{
	if (r->leaving)
		return;
	r->leaving = true;
	r->status = status;
	child_kill(r->check);
	r->check = NULL;
	hooks_free(r->hooks);
	r->hooks = NULL;
	if (r->w.addresses != NULL)
		addresses_stop(r->w.addresses);
	loop_timer_cancel(r->sleep);
	loop_timer_cancel(r->patience);
	r->machine.state = STATE_EXIT;
	log_info("leaving: withdrawing %zu routes", r->w.routes->n);
	say(r);
}
