/* SPDX-License-Identifier: ISC */
/*
 * base/loop for tests, without descriptors or waiting.  Lists in the order of
 * creation or setting make every run the same.  As in the real loop anything
 * may be freed from any callback, so each walk begins anew after a call.
 */
#include <stdlib.h>

#include <bsd/sys/queue.h>

#include "base/log.h"
#include "fake/fake.h"

enum { PASSES_MAX = 1000000 };

struct loop_io {
	TAILQ_ENTRY(loop_io) entry;
	struct loop	*loop;
	int		 fd;
	int		 want;
	uint64_t	 fired;		/* round in which it was called */
	void		(*fn)(void *arg, int what);
	void		*arg;
};

struct loop_timer {
	TAILQ_ENTRY(loop_timer) entry;
	struct loop	*loop;
	monotime_t	 due;
	uint64_t	 order;
	bool		 running;
	void		(*fn)(void *arg);
	void		*arg;
};

struct loop_task {
	TAILQ_ENTRY(loop_task) entry;
	struct loop	*loop;
	bool		 awake;
	uint64_t	 order;		/* when it was woken */
	uint64_t	 pass;		/* in which it was last called */
	bool		(*fn)(void *arg);
	void		*arg;
};

struct loop_signal {
	TAILQ_ENTRY(loop_signal) entry;
	struct loop	*loop;
	int		 signo;
	uint64_t	 fired;
	void		(*fn)(void *arg, int signo);
	void		*arg;
};

struct loop {
	TAILQ_HEAD(, loop_io)		 ios;
	TAILQ_HEAD(, loop_timer)	 timers;
	TAILQ_HEAD(, loop_task)		 tasks;
	TAILQ_HEAD(, loop_signal)	 signals;
	struct loop_task		*running;
	uint64_t			 count;	/* of settings and wakings */
	uint64_t			 round;	/* of firing descriptors */
	uint64_t			 pass;
	size_t				 objects;
	bool				 stop;
};

/* As in a process: one. */
static struct loop *the_loop;

static struct loop *
the(void)
{
	if (the_loop == NULL)
		fatal("fake: there is no loop");
	return the_loop;
}

struct loop *
loop_new(void)
{
	struct loop *l = xcalloc(1, sizeof(*l));

	if (the_loop != NULL)
		fatal("fake: a second loop");
	TAILQ_INIT(&l->ios);
	TAILQ_INIT(&l->timers);
	TAILQ_INIT(&l->tasks);
	TAILQ_INIT(&l->signals);
	the_loop = l;
	return l;
}

void
loop_free(struct loop *l)
{
	if (l == NULL)
		return;
	the_loop = NULL;
	free(l);
}

/* Until stopped or nothing can happen any more. */
void
loop_run(struct loop *l)
{
	int64_t next;

	for (;;) {
		fake_run_tasks();
		next = fake_next_timer();
		if (l->stop || next == -1)
			break;
		fake_advance(next);
	}
	l->stop = false;
}

void
loop_stop(struct loop *l)
{
	l->stop = true;
}

/* --- descriptors -------------------------------------------------------- */

struct loop_io *
loop_io_new(struct loop *l, int fd, void (*fn)(void *arg, int what), void *arg)
{
	struct loop_io *io = xcalloc(1, sizeof(*io));

	io->loop = l;
	io->fd = fd;
	io->fn = fn;
	io->arg = arg;
	TAILQ_INSERT_TAIL(&l->ios, io, entry);
	l->objects++;
	return io;
}

void
loop_io_want(struct loop_io *io, int what)
{
	io->want = what;
}

void
loop_io_free(struct loop_io *io)
{
	if (io == NULL)
		return;
	TAILQ_REMOVE(&io->loop->ios, io, entry);
	io->loop->objects--;
	free(io);
}

static bool
io_lives(const struct loop *l, const struct loop_io *io)
{
	const struct loop_io *i;

	TAILQ_FOREACH(i, &l->ios, entry)
		if (i == io)
			return true;
	return false;
}

int
fake_io_fire(struct loop_io *io, int what)
{
	struct loop *l = the();
	int fired = 0;

	if (what & LOOP_READ && io->want & LOOP_READ) {
		fired |= LOOP_READ;
		io->fn(io->arg, LOOP_READ);
	}
	if (what & LOOP_WRITE && io_lives(l, io) && io->want & LOOP_WRITE) {
		fired |= LOOP_WRITE;
		io->fn(io->arg, LOOP_WRITE);
	}
	return fired;
}

/* One of fd that was not called in this round. */
static struct loop_io *
next_io(const struct loop *l, int fd)
{
	struct loop_io *io;

	TAILQ_FOREACH(io, &l->ios, entry)
		if (io->fd == fd && io->fired != l->round)
			return io;
	return NULL;
}

int
fake_io_fire_fd(int fd, int what)
{
	struct loop *l = the();
	struct loop_io *io;
	int fired = 0;

	l->round++;
	while ((io = next_io(l, fd)) != NULL) {
		io->fired = l->round;
		fired |= fake_io_fire(io, what);
	}
	return fired;
}

int
fake_io_wanted(int fd)
{
	struct loop_io *io;
	int want = 0;

	TAILQ_FOREACH(io, &the()->ios, entry)
		if (io->fd == fd)
			want |= io->want;
	return want;
}

/* --- timers ------------------------------------------------------------- */

struct loop_timer *
loop_timer_new(struct loop *l, void (*fn)(void *arg), void *arg)
{
	struct loop_timer *t = xcalloc(1, sizeof(*t));

	t->loop = l;
	t->fn = fn;
	t->arg = arg;
	TAILQ_INSERT_TAIL(&l->timers, t, entry);
	l->objects++;
	return t;
}

void
loop_timer_set(struct loop_timer *t, int64_t ms)
{
	t->due = monotime_add_ms(clock_now(), ms > 0 ? ms : 0);
	t->order = ++t->loop->count;
	t->running = true;
}

void
loop_timer_cancel(struct loop_timer *t)
{
	t->running = false;
}

bool
loop_timer_running(const struct loop_timer *t)
{
	return t->running;
}

int64_t
loop_timer_left(const struct loop_timer *t)
{
	return t->running ? monotime_diff_ms(t->due, clock_now()) : 0;
}

void
loop_timer_free(struct loop_timer *t)
{
	if (t == NULL)
		return;
	TAILQ_REMOVE(&t->loop->timers, t, entry);
	t->loop->objects--;
	free(t);
}

static struct loop_timer *
first_timer(struct loop *l)
{
	struct loop_timer *t, *first = NULL;

	TAILQ_FOREACH(t, &l->timers, entry)
		if (t->running && (first == NULL ||
		    t->due.ms < first->due.ms ||
		    (t->due.ms == first->due.ms && t->order < first->order)))
			first = t;
	return first;
}

int64_t
fake_next_timer(void)
{
	struct loop_timer *t = first_timer(the());

	return t != NULL ? loop_timer_left(t) : -1;
}

void
fake_advance(int64_t ms)
{
	struct loop *l = the();
	int64_t until = clock_now().ms + ms;
	struct loop_timer *t;

	fake_run_tasks();
	while ((t = first_timer(l)) != NULL && t->due.ms <= until) {
		fake_clock_set(t->due.ms);
		t->running = false;
		t->fn(t->arg);
		fake_run_tasks();
	}
	fake_clock_set(until);
}

/* --- tasks and signals -------------------------------------------------- */

struct loop_task *
loop_task_new(struct loop *l, bool (*fn)(void *arg), void *arg)
{
	struct loop_task *t = xcalloc(1, sizeof(*t));

	t->loop = l;
	t->fn = fn;
	t->arg = arg;
	TAILQ_INSERT_TAIL(&l->tasks, t, entry);
	l->objects++;
	return t;
}

void
loop_task_wake(struct loop_task *t)
{
	if (t->awake)
		return;
	t->awake = true;
	t->order = ++t->loop->count;
}

void
loop_task_free(struct loop_task *t)
{
	if (t == NULL)
		return;
	if (t->loop->running == t)
		t->loop->running = NULL;
	TAILQ_REMOVE(&t->loop->tasks, t, entry);
	t->loop->objects--;
	free(t);
}

/* The longest awake of those that had no turn in this pass. */
static struct loop_task *
next_task(struct loop *l)
{
	struct loop_task *t, *next = NULL;

	TAILQ_FOREACH(t, &l->tasks, entry)
		if (t->awake && t->pass != l->pass &&
		    (next == NULL || t->order < next->order))
			next = t;
	return next;
}

void
fake_run_pass(void)
{
	struct loop *l = the();
	struct loop_task *t;
	bool more;

	l->pass++;
	while (!l->stop && (t = next_task(l)) != NULL) {
		t->pass = l->pass;
		t->awake = false;
		l->running = t;
		more = t->fn(t->arg);
		if (more && l->running != NULL)
			loop_task_wake(t);
		l->running = NULL;
	}
}

void
fake_run_tasks(void)
{
	struct loop *l = the();
	struct loop_task *t;
	unsigned passes;
	bool awake = true;

	for (passes = 0; awake && !l->stop; passes++) {
		if (passes == PASSES_MAX)
			fatal("fake: a task never sleeps");
		fake_run_pass();
		awake = false;
		TAILQ_FOREACH(t, &l->tasks, entry)
			awake = awake || t->awake;
	}
}

struct loop_signal *
loop_signal_new(struct loop *l, int signo, void (*fn)(void *arg, int signo),
    void *arg)
{
	struct loop_signal *s = xcalloc(1, sizeof(*s));

	s->loop = l;
	s->signo = signo;
	s->fn = fn;
	s->arg = arg;
	TAILQ_INSERT_TAIL(&l->signals, s, entry);
	l->objects++;
	return s;
}

void
loop_signal_free(struct loop_signal *s)
{
	if (s == NULL)
		return;
	TAILQ_REMOVE(&s->loop->signals, s, entry);
	s->loop->objects--;
	free(s);
}

static struct loop_signal *
next_signal(const struct loop *l, int signo)
{
	struct loop_signal *s;

	TAILQ_FOREACH(s, &l->signals, entry)
		if (s->signo == signo && s->fired != l->round)
			return s;
	return NULL;
}

void
fake_signal(int signo)
{
	struct loop *l = the();
	struct loop_signal *s;

	l->round++;
	while ((s = next_signal(l, signo)) != NULL) {
		s->fired = l->round;
		s->fn(s->arg, signo);
	}
}

size_t
fake_objects(void)
{
	return the()->objects;
}
