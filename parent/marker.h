/* SPDX-License-Identifier: ISC */
/*
 * The file that tells the next daemon of this control socket that sessions
 * ended without a word: a stop that was silent, or a crash, leaves
 * it.  A daemon that was stopped for good has removed it.
 */
#ifndef PARENT_MARKER_H
#define PARENT_MARKER_H

#include <stdbool.h>
#include <stdint.h>

#define MARKER_DIR "/var/lib/herald"

enum {
	MARKER_TOUCH_S	= 60,		/* marker_touch is called so often */
	MARKER_OLD_S	= 4095,		/* the longest restart time there is */
};

struct marker;

/*
 * dir is made when it is not there.  NULL with errno: there will be no marker.
 */
struct marker *marker_open(const char *dir, const char *socket);
void	marker_free(struct marker *m);
/*
 * Whether a daemon before this one left a marker that can be believed, and how
 * many seconds ago its sessions ended.
 */
bool	marker_found(const struct marker *m, int64_t *seconds);
/* A daemon runs.  0, or -1 with errno: there is none then. */
int	marker_write(struct marker *m);
/* It still does. */
void	marker_touch(struct marker *m);
/* It was stopped without a word.  0, or -1 with errno: it stays as it was. */
int	marker_stopped(struct marker *m);
/* It has told every neighbour that it is gone. */
void	marker_remove(struct marker *m);

#endif
