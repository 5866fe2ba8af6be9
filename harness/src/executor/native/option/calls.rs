//! The calls that get and set each option, by the systems that have them. They are methods of `socket2::Socket`, or
//! functions of [`special`] if socket2 has no method of that form. The compiler finds an option that is missing here.

use std::io;

use socket2::Socket;

use super::super::failure::unsupported;
use super::convert::{IntoValue as _, take};
use super::special;
use crate::operation::{OptionName, Setting, SettingKind, Value};

macro_rules! call_set {
    ($socket:ident, $setting:ident) => {
        unsupported()
    };
    ($socket:ident, $setting:ident, $call:path) => {
        $call($socket, take($setting)?)
    };
}

macro_rules! call_get {
    ($socket:ident, $kind:ident) => {
        unsupported()
    };
    ($socket:ident, $kind:ident, $call:path) => {
        Ok($call($socket)?.into_value(SettingKind::$kind))
    };
}

/// Makes matches over all options out of their calls.
macro_rules! calls {
    ($(on $systems:meta { $($option:ident: $kind:ident get [$($get:path)?] set [$($set:path)?];)+ })+) => {
        /// Sets an option.
        pub(super) fn set(socket: &Socket, option: OptionName, setting: &Setting) -> io::Result<()> {
            match option {
                $($(#[cfg($systems)] OptionName::$option => call_set!(socket, setting $(, $set)?),)+
                #[cfg(not($systems))] $(OptionName::$option)|+ => unsupported(),)+
            }
        }

        /// The value of an option.
        pub(super) fn get(socket: &Socket, option: OptionName) -> io::Result<Value> {
            match option {
                $($(#[cfg($systems)] OptionName::$option => call_get!(socket, $kind $(, $get)?),)+
                #[cfg(not($systems))] $(OptionName::$option)|+ => unsupported(),)+
            }
        }

        /// Whether this system has an option.
        pub(crate) fn is_here(option: OptionName) -> bool {
            match option { $($(OptionName::$option)|+ => cfg!($systems),)+ }
        }
    };
}

calls! {
    on all() {
        ReuseAddr: Flag get [Socket::reuse_address] set [Socket::set_reuse_address];
        Broadcast: Flag get [special::broadcast] set [Socket::set_broadcast];
        Keepalive: Flag get [Socket::keepalive] set [Socket::set_keepalive];
        Oobinline: Flag get [Socket::out_of_band_inline] set [Socket::set_out_of_band_inline];
        Linger: Seconds get [Socket::linger] set [Socket::set_linger];
        Rcvbuf: Number get [Socket::recv_buffer_size] set [Socket::set_recv_buffer_size];
        Sndbuf: Number get [Socket::send_buffer_size] set [Socket::set_send_buffer_size];
        Rcvtimeo: Time get [Socket::read_timeout] set [Socket::set_read_timeout];
        Sndtimeo: Time get [Socket::write_timeout] set [Socket::set_write_timeout];
        Type: Word get [special::kind] set [];
        Ttl: Number get [Socket::ttl_v4] set [Socket::set_ttl_v4];
    }
    on all(known) {
        Tos: Number get [Socket::tos_v4] set [Socket::set_tos_v4];
    }
    on all() {
        Hdrincl: Flag get [Socket::header_included_v4] set [Socket::set_header_included_v4];
        MulticastIf: Ip get [Socket::multicast_if_v4] set [special::set_multicast_if];
        MulticastLoop: Flag get [Socket::multicast_loop_v4] set [Socket::set_multicast_loop_v4];
        MulticastTtl: Number get [Socket::multicast_ttl_v4] set [Socket::set_multicast_ttl_v4];
        AddMembership: Group get [] set [special::join];
        DropMembership: Group get [] set [special::leave];
        V6only: Flag get [Socket::only_v6] set [Socket::set_only_v6];
        UnicastHops: Number get [Socket::unicast_hops_v6] set [Socket::set_unicast_hops_v6];
        MulticastHops: Number get [Socket::multicast_hops_v6] set [Socket::set_multicast_hops_v6];
        MulticastIf6: Interface get [special::multicast_if_v6] set [special::set_multicast_if_v6];
        MulticastLoop6: Flag get [Socket::multicast_loop_v6] set [Socket::set_multicast_loop_v6];
        JoinGroup: Group get [] set [special::join];
        LeaveGroup: Group get [] set [special::leave];
        Recvpktinfo: Flag get [special::recvpktinfo] set [special::set_recvpktinfo];
        Nodelay: Flag get [Socket::tcp_nodelay] set [Socket::set_tcp_nodelay];
    }
    on all(unix, not(target_os = "illumos")) {
        ReusePort: Flag get [Socket::reuse_port] set [Socket::set_reuse_port];
    }
    on all(unix) {
        Maxseg: Number get [Socket::tcp_mss] set [Socket::set_tcp_mss];
    }
    on all(unix, known) {
        Tclass: Number get [Socket::tclass_v6] set [Socket::set_tclass_v6];
    }
    on all(has_keepalive_times) {
        Keepidle: Seconds get [special::keepidle] set [special::set_keepidle];
        Keepintvl: Seconds get [special::keepintvl] set [special::set_keepintvl];
        Keepcnt: Number get [Socket::tcp_keepalive_retries] set [special::set_keepcnt];
    }
    on all(has_recvtos) {
        Recvtos: Flag get [Socket::recv_tos_v4] set [Socket::set_recv_tos_v4];
        Recvtclass: Flag get [Socket::recv_tclass_v6] set [Socket::set_recv_tclass_v6];
    }
    on all(has_ip_pktinfo) {
        Pktinfo: Flag get [special::pktinfo] set [special::set_pktinfo];
    }
    on all(has_recvhoplimit) {
        Recvhoplimit: Flag get [Socket::recv_hoplimit_v6] set [Socket::set_recv_hoplimit_v6];
    }
    on all(has_source_membership) {
        AddSourceMembership: Source get [] set [special::join_source];
        DropSourceMembership: Source get [] set [special::leave_source];
    }
    on all(has_ipv6_hdrincl) {
        Hdrincl6: Flag get [] set [Socket::set_header_included_v6];
    }
    on all(has_so_protocol) {
        Protocol: Word get [special::protocol] set [];
    }
    on all(has_acceptconn) {
        Acceptconn: Flag get [Socket::is_listener] set [];
    }
    on all(has_tcp_congestion) {
        Congestion: Text get [special::congestion] set [special::set_congestion];
    }
    on all(has_original_dst) {
        OriginalDst: Word get [special::original_dst] set [];
        OriginalDst6: Word get [special::original_dst_v6] set [];
    }
    on all(linux_kernel) {
        Domain: Word get [special::domain] set [];
        Priority: Number get [Socket::priority] set [Socket::set_priority];
        Mark: Number get [Socket::mark] set [Socket::set_mark];
        Bindtodevice: Interface get [special::device] set [special::bind_device];
        Bindtoifindex: Interface get [special::device_index] set [special::bind_device_by_index];
        AttachFilter: Number get [] set [special::attach_filter];
        DetachFilter: Flag get [] set [special::detach_filter];
        Transparent: Flag get [Socket::ip_transparent_v4] set [Socket::set_ip_transparent_v4];
        Transparent6: Flag get [Socket::ip_transparent_v6] set [Socket::set_ip_transparent_v6];
        Freebind: Flag get [Socket::freebind_v4] set [Socket::set_freebind_v4];
        Freebind6: Flag get [Socket::freebind_v6] set [Socket::set_freebind_v6];
        Cork: Flag get [Socket::tcp_cork] set [Socket::set_tcp_cork];
        Quickack: Flag get [Socket::tcp_quickack] set [Socket::set_tcp_quickack];
        ThinLinearTimeouts: Flag get [Socket::tcp_thin_linear_timeouts] set [Socket::set_tcp_thin_linear_timeouts];
        NotsentLowat: Number get [Socket::tcp_notsent_lowat] set [Socket::set_tcp_notsent_lowat];
        UserTimeout: Time get [Socket::tcp_user_timeout] set [Socket::set_tcp_user_timeout];
    }
    on all(target_os = "linux") {
        Passcred: Flag get [Socket::passcred] set [Socket::set_passcred];
        Cookie: Word get [special::cookie] set [];
        IncomingCpu: Number get [Socket::cpu_affinity] set [Socket::set_cpu_affinity];
        BusyPoll: Number get [Socket::busy_poll] set [Socket::set_busy_poll];
        MulticastAll: Flag get [Socket::multicast_all_v4] set [Socket::set_multicast_all_v4];
        MulticastAll6: Flag get [Socket::multicast_all_v6] set [Socket::set_multicast_all_v6];
        DccpService: Number get [Socket::dccp_service] set [Socket::set_dccp_service];
        DccpCcid: Number get [] set [Socket::set_dccp_ccid];
        DccpAvailableCcids: Word get [special::available_ccids] set [];
        DccpTxCcid: Number get [Socket::dccp_tx_ccid] set [];
        DccpRxCcid: Number get [Socket::dccp_xx_ccid] set [];
        DccpServerTimewait: Flag get [Socket::dccp_server_timewait] set [Socket::set_dccp_server_timewait];
        DccpSendCscov: Number get [Socket::dccp_send_cscov] set [Socket::set_dccp_send_cscov];
        DccpRecvCscov: Number get [Socket::dccp_recv_cscov] set [Socket::set_dccp_recv_cscov];
        DccpQpolicyTxqlen: Number get [Socket::dccp_qpolicy_txqlen] set [Socket::set_dccp_qpolicy_txqlen];
        DccpGetCurMps: Number get [Socket::dccp_cur_mps] set [];
    }
    on all(target_os = "macos") {
        Nosigpipe: Flag get [] set [Socket::set_nosigpipe];
    }
    on all(has_ip_bound_if) {
        BoundIf: Interface get [special::device_index] set [special::bind_device_by_index];
    }
    on all(target_os = "freebsd") {
        ReusePortLb: Flag get [Socket::reuse_port_lb] set [Socket::set_reuse_port_lb];
        Setfib: Number get [] set [Socket::set_fib];
    }
    on all(windows) {
        ExclusiveAddrUse: Flag
            get [crate::sys::option::exclusive_address_use]
            set [crate::sys::option::set_exclusive_address_use];
        AckFrequency: Number get [] set [Socket::set_tcp_ack_frequency];
    }
}
