/* SPDX-License-Identifier: ISC */
/*
 * Routes are numbered as they are made, so those from before an end are told
 * from those that were announced again.  Two ends are remembered, the first
 * and the last: a program that ends again and again loses what it does not
 * bring back no later than twice the time.
 */
#include <stdlib.h>

#include <bsd/string.h>

#include "base/log.h"
#include "originate.h"
#include "originate_job.h"
#include "program_exit.h"

struct mark {
	bool		on;
	monotime_t	due;
	uint32_t	born_until;
};

struct program_exit {
	struct rde	*rde;
	struct loop_timer *timer;
	char		 name[CONF_NAME_MAX];
	struct mark	 first;
	struct mark	 last;
};

static void	is_due(void *arg);

struct program_exit *
program_exit_new(struct rde *rde, const char *name)
{
	struct program_exit *x = xcalloc(1, sizeof(*x));

	x->rde = rde;
	x->timer = loop_timer_new(rde->loop, is_due, x);
	strlcpy(x->name, name, sizeof(x->name));
	return x;
}

void
program_exit_free(struct program_exit *x)
{
	if (x == NULL)
		return;
	loop_timer_free(x->timer);
	free(x);
}

bool
program_exit_waits(const struct program_exit *x)
{
	return x->first.on;
}

static void
withdraw(struct program_exit *x, uint32_t born_until)
{
	(void)originate_flush_program(x->rde->originate, x->name, born_until,
	    NULL, NULL);
}

static void
set_timer(struct program_exit *x)
{
	if (x->first.on)
		loop_timer_set(x->timer, monotime_diff_ms(x->first.due,
		    clock_now()));
	else
		loop_timer_cancel(x->timer);
}

static void
is_due(void *arg)
{
	struct program_exit *x = arg;

	withdraw(x, x->first.born_until);
	x->first = x->last;
	x->last.on = false;
	set_timer(x);
}

static void
hold(struct program_exit *x, uint32_t seconds)
{
	struct mark m = {
		.on = true,
		.due = monotime_add_ms(clock_now(), seconds * 1000LL),
		.born_until = originate_born(x->rde->originate),
	};

	if (x->first.on)
		x->last = m;
	else
		x->first = m;
	set_timer(x);
}

void
program_exit_begin(struct program_exit *x, const struct conf_process *conf)
{
	switch ((enum conf_on_exit)conf->on_exit) {
	case CONF_EXIT_HOLD:
		hold(x, conf->hold_s);
		break;
	case CONF_EXIT_WITHDRAW:
		x->first.on = x->last.on = false;
		set_timer(x);
		withdraw(x, originate_born(x->rde->originate));
		break;
	case CONF_EXIT_KEEP:
	case CONF_EXIT_MAX:
		break;
	}
}

void
program_exit_ours(struct program_exit *x, const struct conf_process *conf,
    uint32_t seconds)
{
	if (conf->on_exit == CONF_EXIT_WITHDRAW)
		hold(x, seconds);
	else if (conf->on_exit == CONF_EXIT_HOLD)
		hold(x, conf->hold_s > seconds ? conf->hold_s : seconds);
}
