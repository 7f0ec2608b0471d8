/* SPDX-License-Identifier: ISC */
/*
 * The loop on libevent.  A pass is: wait (not at all while a task is awake),
 * I/O, timers and signals that are due, then each awake task once.  libevent
 * never touches an event after its callback began, and neither do we touch
 * the object around it: everything may be freed from any callback.
 */
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include <bsd/sys/queue.h>
#include <event2/event.h>
#include <event2/event_struct.h>

#include "base/log.h"
#include "base/loop.h"

TAILQ_HEAD(task_list, loop_task);

struct loop {
	struct event_base	*base;
	struct task_list	 due;	/* still to be called in this pass */
	struct task_list	 next;	/* called already, awake again */
	struct loop_task	*running; /* NULL when it freed itself */
	uint64_t		 pass;
	bool			 stop;
	bool			 ticked;  /* the clock of this pass is read */
};

struct loop_io {
	struct loop	*loop;
	struct event	 rd;
	struct event	 wr;
	int		 want;
	void		(*fn)(void *arg, int what);
	void		*arg;
};

struct loop_timer {
	struct loop	*loop;
	struct event	 ev;
	monotime_t	 due;
	bool		 running;
	void		(*fn)(void *arg);
	void		*arg;
};

struct loop_task {
	struct loop		*loop;
	TAILQ_ENTRY(loop_task)	 entry;
	uint64_t		 pass;	/* in which it was last called */
	struct task_list	*on;	/* NULL while asleep */
	bool			(*fn)(void *arg);
	void			*arg;
};

struct loop_signal {
	struct loop	*loop;
	struct event	 ev;
	void		(*fn)(void *arg, int signo);
	void		*arg;
};

static void
enter_pass(struct loop *l)
{
	if (l->ticked)
		return;
	clock_tick();
	l->ticked = true;
}

struct loop *
loop_new(void)
{
	struct loop *l = xcalloc(1, sizeof(*l));
	struct event_config *cfg = event_config_new();

	TAILQ_INIT(&l->due);
	TAILQ_INIT(&l->next);
	if (cfg == NULL || event_config_set_flag(cfg,
	    EVENT_BASE_FLAG_NOLOCK | EVENT_BASE_FLAG_IGNORE_ENV) == -1)
		fatal("no event configuration");
	l->base = event_base_new_with_config(cfg);
	if (l->base == NULL)
		fatal("no event base");
	event_config_free(cfg);
	if (signal(SIGPIPE, SIG_IGN) == SIG_ERR)
		fatal("cannot ignore SIGPIPE");
	return l;
}

void
loop_free(struct loop *l)
{
	if (l == NULL)
		return;
	event_base_free(l->base);
	free(l);
}

static void
run_task(struct loop *l, struct loop_task *t)
{
	bool more;

	TAILQ_REMOVE(&l->due, t, entry);
	t->on = NULL;
	t->pass = l->pass;
	l->running = t;
	more = t->fn(t->arg);
	if (more && l->running != NULL)
		loop_task_wake(t);
	l->running = NULL;
}

/* What is woken meanwhile joins in, unless it had its turn in this pass. */
static void
run_tasks(struct loop *l)
{
	struct loop_task *t;

	while (!l->stop && (t = TAILQ_FIRST(&l->due)) != NULL)
		run_task(l, t);
	TAILQ_FOREACH(t, &l->next, entry)
		t->on = &l->due;
	TAILQ_CONCAT(&l->due, &l->next, entry);
}

void
loop_run(struct loop *l)
{
	int flags;

	while (!l->stop) {
		flags = EVLOOP_ONCE | EVLOOP_NO_EXIT_ON_EMPTY;
		if (!TAILQ_EMPTY(&l->due))
			flags |= EVLOOP_NONBLOCK;
		l->pass++;
		l->ticked = false;
		if (event_base_loop(l->base, flags) == -1)
			fatal("event loop failed");
		enter_pass(l);
		run_tasks(l);
	}
	l->stop = false;
	l->pass++;	/* what is woken until it runs again is due at once */
}

void
loop_stop(struct loop *l)
{
	l->stop = true;
	event_base_loopbreak(l->base);
}

static void
io_fired(evutil_socket_t fd, short what, void *arg)
{
	struct loop_io *io = arg;

	(void)fd;
	enter_pass(io->loop);
	io->fn(io->arg, what & EV_READ ? LOOP_READ : LOOP_WRITE);
}

struct loop_io *
loop_io_new(struct loop *l, int fd, void (*fn)(void *arg, int what), void *arg)
{
	struct loop_io *io = xcalloc(1, sizeof(*io));

	io->loop = l;
	io->fn = fn;
	io->arg = arg;
	if (event_assign(&io->rd, l->base, fd, EV_READ | EV_PERSIST, io_fired,
	    io) == -1 ||
	    event_assign(&io->wr, l->base, fd, EV_WRITE | EV_PERSIST, io_fired,
	    io) == -1)
		fatal("cannot make an event");
	return io;
}

static void
io_switch(struct event *ev, bool was, bool on)
{
	if (was == on)
		return;
	if ((on ? event_add(ev, NULL) : event_del(ev)) == -1)
		fatal("cannot watch descriptor %d", event_get_fd(ev));
}

void
loop_io_want(struct loop_io *io, int what)
{
	io_switch(&io->rd, (io->want & LOOP_READ) != 0,
	    (what & LOOP_READ) != 0);
	io_switch(&io->wr, (io->want & LOOP_WRITE) != 0,
	    (what & LOOP_WRITE) != 0);
	io->want = what;
}

void
loop_io_free(struct loop_io *io)
{
	if (io == NULL)
		return;
	loop_io_want(io, 0);
	free(io);
}

static void
timer_add(struct loop_timer *t, int64_t ms)
{
	struct timeval tv = {
		.tv_sec = ms / 1000,
		.tv_usec = ms % 1000 * 1000,
	};

	if (event_add(&t->ev, &tv) == -1)
		fatal("cannot set a timer");
}

/*
 * libevent counts from the time it remembers for the pass, which may lie some
 * milliseconds back: a timer that comes early is set again for the rest.
 */
static void
timer_fired(evutil_socket_t fd, short what, void *arg)
{
	struct loop_timer *t = arg;
	int64_t left = loop_timer_left(t);

	(void)fd;
	(void)what;
	enter_pass(t->loop);
	if (left > 0) {
		timer_add(t, left);
		return;
	}
	t->running = false;
	t->fn(t->arg);
}

struct loop_timer *
loop_timer_new(struct loop *l, void (*fn)(void *arg), void *arg)
{
	struct loop_timer *t = xcalloc(1, sizeof(*t));

	t->loop = l;
	t->fn = fn;
	t->arg = arg;
	if (evtimer_assign(&t->ev, l->base, timer_fired, t) == -1)
		fatal("cannot make a timer");
	return t;
}

void
loop_timer_set(struct loop_timer *t, int64_t ms)
{
	if (ms < 0)
		ms = 0;
	t->due = monotime_add_ms(clock_now(), ms);
	t->running = true;
	timer_add(t, ms);
}

void
loop_timer_cancel(struct loop_timer *t)
{
	if (!t->running)
		return;
	t->running = false;
	if (event_del(&t->ev) == -1)
		fatal("cannot cancel a timer");
}

bool
loop_timer_running(const struct loop_timer *t)
{
	return t->running;
}

int64_t
loop_timer_left(const struct loop_timer *t)
{
	int64_t left;

	if (!t->running)
		return 0;
	left = monotime_diff_ms(t->due, clock_now());
	return left > 0 ? left : 0;
}

void
loop_timer_free(struct loop_timer *t)
{
	if (t == NULL)
		return;
	loop_timer_cancel(t);
	free(t);
}

struct loop_task *
loop_task_new(struct loop *l, bool (*fn)(void *arg), void *arg)
{
	struct loop_task *t = xcalloc(1, sizeof(*t));

	t->loop = l;
	t->fn = fn;
	t->arg = arg;
	return t;
}

void
loop_task_wake(struct loop_task *t)
{
	struct loop *l = t->loop;

	if (t->on != NULL)
		return;
	t->on = t->pass == l->pass && l->pass > 0 ? &l->next : &l->due;
	TAILQ_INSERT_TAIL(t->on, t, entry);
}

void
loop_task_free(struct loop_task *t)
{
	if (t == NULL)
		return;
	if (t->on != NULL)
		TAILQ_REMOVE(t->on, t, entry);
	if (t->loop->running == t)
		t->loop->running = NULL;
	free(t);
}

static void
signal_fired(evutil_socket_t signo, short what, void *arg)
{
	struct loop_signal *s = arg;

	(void)what;
	enter_pass(s->loop);
	s->fn(s->arg, (int)signo);
}

struct loop_signal *
loop_signal_new(struct loop *l, int signo, void (*fn)(void *arg, int signo),
    void *arg)
{
	struct loop_signal *s = xcalloc(1, sizeof(*s));

	s->loop = l;
	s->fn = fn;
	s->arg = arg;
	if (evsignal_assign(&s->ev, l->base, signo, signal_fired, s) == -1 ||
	    evsignal_add(&s->ev, NULL) == -1)
		fatal("cannot watch signal %d", signo);
	return s;
}

void
loop_signal_free(struct loop_signal *s)
{
	if (s == NULL)
		return;
	evsignal_del(&s->ev);
	free(s);
}
