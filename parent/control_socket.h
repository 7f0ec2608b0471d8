/* SPDX-License-Identifier: ISC */
/*
 * The socket that bgpctl connects to, as a file: one daemon a path, a stale
 * one replaced, the right owner and mode before anyone can connect.
 */
#ifndef PARENT_CONTROL_SOCKET_H
#define PARENT_CONTROL_SOCKET_H

#include <sys/types.h>

#include <stdbool.h>
#include <stddef.h>

struct control_socket {
	int	fd;
	char	path[128];
	dev_t	dev;
	ino_t	ino;
};

/* Bound, not yet listening.  0, or -1 with why. */
int	control_socket_open(struct control_socket *s, const char *path,
	    char *why, size_t size);
/* Group, or (gid_t)-1; everyone: rules decide, not the file's mode. */
int	control_socket_allow(const struct control_socket *s, gid_t group,
	    bool everyone);
int	control_socket_listen(const struct control_socket *s);
/* Removes the file when it is still ours. */
void	control_socket_close(struct control_socket *s);

#endif
