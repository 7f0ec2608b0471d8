/* SPDX-License-Identifier: ISC */
/*
 * The two-phase change.  Before the decision any refusal or death means that
 * the old configuration stays; after it an engine that dies is simply started
 * with the new one.  The route engine commits first, so that it knows every
 * neighbour that the session engine may name.
 */
#include <sys/socket.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "ipc/parent_engine.h"
#include "rollout.h"

enum { PATIENCE_MS = 120000, APART_MS = 1000 };

enum engine_state {
	ES_DOWN,
	ES_WAITING,	/* for its sibling, or the end of a change */
	ES_CHECKING,	/* has the image */
	ES_AGREED,
	ES_COMMITTING,
	ES_RUNNING,
};

enum change_phase {
	CHANGE_NONE,
	CHANGE_WAITING,	/* until no engine is being brought up */
	CHANGE_PREPARE,
	CHANGE_COMMIT,
};

struct rollout {
	struct rollout_ops	 ops;
	struct listeners	*listeners;
	struct loop_timer	*patience;
	struct engine		*engine[ENGINE_MAX];
	enum engine_state	 state[ENGINE_MAX];
	enum change_phase	 phase;
	bool			 joined;	/* each has its sibling */
	uint32_t		 stream;	/* number of their last */
	/* one of them says that it has ended; who is to die for it */
	struct loop_timer	*apart;
	enum engine_kind	 left;
	bool			 agreed[ENGINE_MAX];
	bool			 served;	/* sessions, once at least */
	monotime_t		 lost;		/* the last time */
	uint32_t		 gen;		/* last one given out */
	struct config		*current;
	struct config		*next;		/* until the decision */
	struct config		*old;		/* after it */
	struct pe_done		 did;		/* the change, or the last */
};

static void	advance(struct rollout *r);

static void
send_plain(struct rollout *r, enum engine_kind k, uint16_t type, uint32_t gen)
{
	(void)engine_send(r->engine[k], type, 0, gen, NULL, 0);
}

static void
send_config(struct rollout *r, enum engine_kind k, const struct config *c)
{
	int fd;

	if ((fd = fcntl(c->fd, F_DUPFD_CLOEXEC, 0)) == -1) {
		engine_kill(r->engine[k], strerror(errno));
		return;
	}
	(void)engine_send_fd(r->engine[k], PE_CONFIG, 0, c->gen, NULL, 0, fd);
}

static void
send_siblings(struct rollout *r)
{
	int i, pair[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) == -1) {
		log_error("socketpair for the engines: %s", strerror(errno));
		engine_kill(r->engine[ENGINE_SESSION], "has no sibling");
		return;
	}
	for (i = 0; i < ENGINE_MAX; i++)
		(void)engine_send_fd(r->engine[i], PE_SIBLING, 0, r->stream,
		    NULL, 0, pair[i]);
}

/*
 * The session engine tells a new sibling at once of every session that
 * stands, and the route engine must know those neighbours by then.
 */
static void
join(struct rollout *r)
{
	if (r->joined || r->state[ENGINE_SESSION] == ES_DOWN ||
	    r->state[ENGINE_RDE] != ES_RUNNING)
		return;
	r->joined = true;
	r->stream++;
	send_siblings(r);
}

/* It did not die meanwhile, which would have been another reason. */
static void
apart(void *arg)
{
	struct rollout *r = arg;

	if (r->joined)
		engine_kill(r->engine[r->left], "has left its sibling");
}

/* --- bring-up ------------------------------------------------------------ */

static bool
being_brought_up(const struct rollout *r, enum engine_kind k)
{
	return r->state[k] != ES_DOWN && r->state[k] != ES_RUNNING;
}

static void
commit(struct rollout *r, enum engine_kind k)
{
	struct pe_commit c = { .lost_ms = 0 };

	r->state[k] = ES_COMMITTING;
	if (k == ENGINE_SESSION && r->phase != CHANGE_COMMIT)
		c.lost_ms = r->lost.ms;
	(void)engine_send(r->engine[k], PE_COMMIT, 0, r->current->gen, &c,
	    sizeof(c));
	if (k == ENGINE_SESSION)
		listeners_tell(r->listeners, r->phase != CHANGE_COMMIT);
}

static void
advance_bring_up(struct rollout *r)
{
	int i;

	if (r->phase == CHANGE_PREPARE || r->phase == CHANGE_COMMIT)
		return;
	if (r->state[ENGINE_SESSION] == ES_DOWN ||
	    r->state[ENGINE_RDE] == ES_DOWN)
		goto session;	/* who waits, waits for its sibling */
	for (i = 0; i < ENGINE_MAX; i++)
		if (r->state[i] == ES_WAITING) {
			r->state[i] = ES_CHECKING;
			send_config(r, (enum engine_kind)i, r->current);
		}
	if (r->state[ENGINE_RDE] == ES_AGREED)
		commit(r, ENGINE_RDE);
 session:
	if (r->state[ENGINE_SESSION] == ES_AGREED &&
	    !being_brought_up(r, ENGINE_RDE))
		commit(r, ENGINE_SESSION);
}

/* --- change -------------------------------------------------------------- */

static void
give_up(struct rollout *r, const char *why)
{
	int i;

	for (i = 0; i < ENGINE_MAX; i++)
		if (r->phase == CHANGE_PREPARE && r->state[i] == ES_RUNNING)
			send_plain(r, (enum engine_kind)i, PE_ABORT,
			    r->next->gen);
	r->phase = CHANGE_NONE;
	loop_timer_cancel(r->patience);
	config_free(r->next);
	r->next = NULL;
	r->ops.changed(r->ops.arg, NULL, why);
	advance(r);
}

static void
finish(struct rollout *r)
{
	struct config *old = r->old;

	r->phase = CHANGE_NONE;
	r->old = NULL;
	loop_timer_cancel(r->patience);
	listeners_settle(r->listeners, old);
	r->ops.changed(r->ops.arg, old, NULL);
	config_free(old);
	advance(r);
}

static void
prepare(struct rollout *r)
{
	int i;

	r->phase = CHANGE_PREPARE;
	for (i = 0; i < ENGINE_MAX; i++) {
		/* One that is down will start with what is in force then. */
		r->agreed[i] = r->state[i] == ES_DOWN;
		if (!r->agreed[i])
			send_config(r, (enum engine_kind)i, r->next);
	}
	loop_timer_set(r->patience, PATIENCE_MS);
}

static void
put_in_force(struct rollout *r, struct config *c)
{
	r->current = c;
	conf_others_take(&c->others);
	listeners_prepare(r->listeners, c);
}

static void
decide(struct rollout *r)
{
	r->phase = CHANGE_COMMIT;
	r->did = (struct pe_done){ 0 };
	r->old = r->current;
	listeners_hush(r->listeners);
	put_in_force(r, r->next);
	r->next = NULL;
	loop_timer_set(r->patience, PATIENCE_MS);
	/* AGREED stands for "has it, but was not told yet". */
	if (r->state[ENGINE_RDE] == ES_RUNNING)
		commit(r, ENGINE_RDE);
	if (r->state[ENGINE_SESSION] == ES_RUNNING)
		r->state[ENGINE_SESSION] = ES_AGREED;
}

static void
advance_change(struct rollout *r)
{
	if (r->phase == CHANGE_WAITING &&
	    !being_brought_up(r, ENGINE_SESSION) &&
	    !being_brought_up(r, ENGINE_RDE))
		prepare(r);
	if (r->phase == CHANGE_PREPARE && r->agreed[ENGINE_SESSION] &&
	    r->agreed[ENGINE_RDE])
		decide(r);
	if (r->phase != CHANGE_COMMIT ||
	    r->state[ENGINE_RDE] == ES_COMMITTING)
		return;
	if (r->state[ENGINE_SESSION] == ES_AGREED)
		commit(r, ENGINE_SESSION);
	else if (r->state[ENGINE_SESSION] != ES_COMMITTING)
		finish(r);
}

static void
advance(struct rollout *r)
{
	join(r);
	advance_bring_up(r);
	advance_change(r);
}

/* Something does not answer although it answers pings. */
static void
impatient(void *arg)
{
	struct rollout *r = arg;
	int i;

	if (r->phase == CHANGE_PREPARE) {
		give_up(r, "an engine did not answer for two minutes");
		return;
	}
	for (i = 0; i < ENGINE_MAX; i++)
		if (r->state[i] == ES_COMMITTING)
			engine_kill(r->engine[i],
			    "did not take its configuration");
}

/* --- from outside -------------------------------------------------------- */

struct rollout *
rollout_new(struct loop *l, struct listeners *ls, struct config *first,
    const struct rollout_ops *ops)
{
	struct rollout *r = xcalloc(1, sizeof(*r));

	r->ops = *ops;
	r->listeners = ls;
	r->patience = loop_timer_new(l, impatient, r);
	r->apart = loop_timer_new(l, apart, r);
	first->gen = ++r->gen;
	put_in_force(r, first);
	return r;
}

void
rollout_free(struct rollout *r)
{
	if (r == NULL)
		return;
	loop_timer_free(r->patience);
	loop_timer_free(r->apart);
	config_free(r->current);
	config_free(r->next);
	config_free(r->old);
	free(r);
}

void
rollout_set_lost(struct rollout *r, monotime_t when)
{
	r->lost = when;
}

void
rollout_set_engine(struct rollout *r, struct engine *e)
{
	r->engine[engine_kind_of(e)] = e;
}

const struct config *
rollout_current(const struct rollout *r)
{
	return r->current;
}

void
rollout_up(struct rollout *r, enum engine_kind kind)
{
	r->state[kind] = ES_WAITING;
	advance(r);
}

void
rollout_down(struct rollout *r, enum engine_kind kind)
{
	char why[80];

	if (r->state[kind] == ES_DOWN)
		return;
	r->state[kind] = ES_DOWN;
	r->joined = false;
	loop_timer_cancel(r->apart);
	if (kind == ENGINE_SESSION) {
		listeners_hush(r->listeners);
		if (r->served)
			r->lost = clock_now();
	}
	if (r->phase == CHANGE_PREPARE) {
		(void)snprintf(why, sizeof(why), "%s died meanwhile",
		    engine_kind_name(kind));
		give_up(r, why);
		return;
	}
	advance(r);
}

void
rollout_agree(struct rollout *r, enum engine_kind kind, uint32_t gen)
{
	if (r->state[kind] == ES_CHECKING && gen == r->current->gen)
		r->state[kind] = ES_AGREED;
	else if (r->phase == CHANGE_PREPARE && gen == r->next->gen &&
	    r->state[kind] == ES_RUNNING)
		r->agreed[kind] = true;
	else
		return;
	advance(r);
}

void
rollout_refuse(struct rollout *r, enum engine_kind kind, uint32_t gen,
    const char *why)
{
	char text[512];

	if (r->phase == CHANGE_PREPARE && gen == r->next->gen) {
		(void)snprintf(text, sizeof(text), "%s refused it: %s",
		    engine_kind_name(kind), why);
		give_up(r, text);
	} else if (gen == r->current->gen)
		r->ops.refused(r->ops.arg, kind, why);
}

void
rollout_done(struct rollout *r, enum engine_kind kind, uint32_t gen,
    const struct pe_done *did)
{
	if (r->state[kind] != ES_COMMITTING || gen != r->current->gen)
		return;
	r->state[kind] = ES_RUNNING;
	if (kind == ENGINE_SESSION)
		r->served = true;
	else
		r->did = *did;
	if (r->phase != CHANGE_COMMIT)
		r->ops.running(r->ops.arg, kind);
	advance(r);
}

void
rollout_sibling_lost(struct rollout *r, enum engine_kind kind, uint32_t gen,
    bool accused)
{
	const enum engine_kind other = kind == ENGINE_RDE ? ENGINE_SESSION :
	    ENGINE_RDE;

	if (!r->joined || gen != r->stream)
		return;
	if (accused)
		engine_kill(r->engine[other],
		    "broke the protocol of its sibling");
	r->left = other;
	loop_timer_set(r->apart, APART_MS);
}

bool
rollout_ready(const struct rollout *r, const char **who)
{
	int i;

	*who = NULL;
	for (i = 0; i < ENGINE_MAX; i++)
		if (r->state[i] != ES_RUNNING)
			*who = engine_kind_name((enum engine_kind)i);
	return r->phase == CHANGE_NONE && *who == NULL;
}

const struct pe_done *
rollout_did(const struct rollout *r)
{
	return &r->did;
}

void
rollout_change(struct rollout *r, struct config *next)
{
	if (r->phase != CHANGE_NONE)
		fatal("two changes of the configuration at once");
	next->gen = ++r->gen;
	r->next = next;
	r->phase = CHANGE_WAITING;
	advance(r);
}
