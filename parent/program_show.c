/* SPDX-License-Identifier: ISC */
/* Ages, not times: what a client makes of them is the client's. */
#include <string.h>

#include <bsd/string.h>

#include "program_show.h"

void
program_show(const struct program *p, struct ctl_process *row)
{
	const monotime_t now = clock_now();

	static_assert(sizeof(row->name) == sizeof(p->conf.name) &&
	    sizeof(row->run) == sizeof(p->conf.run) &&
	    sizeof(row->last) == sizeof(p->last), "nothing is cut");
	memset(row, 0, sizeof(*row));
	(void)strlcpy(row->name, p->conf.name, sizeof(row->name));
	memcpy(row->run, p->conf.run, sizeof(row->run));
	(void)strlcpy(row->last, p->last, sizeof(row->last));
	row->starts = p->run;
	row->state = p->state;
	row->respawn = p->conf.respawn;
	row->since_ms = monotime_diff_ms(now, p->since);
	row->ended_ms = monotime_is_set(p->ended) ?
	    monotime_diff_ms(now, p->ended) : -1;
	row->next_ms = p->state == CTL_PROCESS_WAITING &&
	    loop_timer_running(p->timer) ?
	    (int32_t)loop_timer_left(p->timer) : -1;
	row->uid = UINT32_MAX;
	if (p->run > 0) {
		row->uid = p->user.uid;
		(void)strlcpy(row->user, p->user.name, sizeof(row->user));
	}
	if (program_alive(p))
		row->pid = p->child.pid;
}
