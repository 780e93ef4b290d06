"""The HTML of the made web pages: as the builders of public bodies' sites write it."""

__all__ = [
    "ACCORDION",
    "CONSULTATION",
    "DIV_SOUP",
    "GUIDANCE",
    "OLD_TABLES",
    "WEBLOG",
    "WEB_FORMS",
]

_SCRIPT = "<script>trackVisit('Sign up for nothing. Crown copyright.');</script>"
_COOKIES = """<div id="global-cookie-message" class="cookie-banner" role="region"><p>We use cookies
to make this site work.</p><button>Accept all cookies</button></div>"""

GUIDANCE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Plan - Ambershire</title>
<style>.x {{ color: red }} /* Crown copyright */</style>{_SCRIPT}</head><body class="template__body">
<a class="skip-link" href="#content">Skip to main content</a>{_COOKIES}
<header role="banner"><nav aria-label="Menu"><ul><li><a href="/a">Plans</a></li><li><a href="/b">Sign
up for alerts</a></li></ul></nav></header>
<div class="wrapper"><div class="breadcrumbs"><ol><li><a href="/">Home</a></li></ol></div>
<main id="content" role="main">
<div class="title"><span class="caption">Policy paper</span>
<h1>Police and Crime Plan 2031&nbsp;to&nbsp;2036</h1></div>
<p class="lead">This plan sets out what the <strong>Commissioner</strong> for
<em>Amber</em>shire will do. It was agreed with the <abbr title="Police and Crime Panel">panel</abbr>
on 4&nbsp;March 2031.</p>
<nav class="contents-list" role="navigation"><h2>Contents</h2><ol><li><a href="#p">Our priorities</a></li>
<li><a href="#c">What it costs</a></li></ol></nav>
<div class="govspeak">
<h2 id="p">Our priorities</h2>
<p>We have chosen three priorities:</p>
<ul><li>Fewer burglaries in villages
  <ul><li>Marking tools and bicycles with residents’ own codes</li>
  <li><p>Visiting each victim within 48&#160;hours</p></li></ul></li>
<li>Safer roads</li><li>Care for <a href="/v">victims</a></li></ul>
<h3>How we will know</h3>
<p>The Commis&shy;sioner will publish figures every three months.<span hidden> The draft figure was
lower.</span></p>
<blockquote><p>&ldquo;Residents must be able to judge for themselves&rdquo;, said the
Commissioner.</p></blockquote>
<h2 id="c">What it costs</h2>
<p>The share of council tax for a Band&nbsp;D home rises by &pound;9.50.<sup id="fnref:1"><a
href="#fn:1" class="footnote">[footnote 1]</a></sup></p>
<table><caption>Share of council tax</caption><thead><tr><th scope="col">Band</th>
<th scope="col">2031/32</th><th scope="col">2032/33</th></tr></thead><tbody>
<tr><th scope="row">A</th><td>£126.00</td><td>£132.33</td></tr>
<tr><th scope="row">D</th><td>£189.00</td><td>£198.50</td></tr></tbody></table>
<p>Send your views in two steps:</p>
<ol><li>Read the draft budget.</li><li>Write to the office before 1 June.</li></ol>
<details class="govuk-details"><summary><span>What the precept is</span></summary>
<div>The precept is the part of council tax that pays for policing.</div></details>
<p><a href="/survey" target="_blank">The survey<span class="govuk-visually-hidden"> (opens in a new
tab)</span></a> is separate.</p>
<div class="footnotes" role="doc-endnotes"><ol><li id="fn:1"><p>Counted by the force’s own survey of
1,204 homes. <a href="#fnref:1" class="reversefootnote">↩</a></p></li></ol></div>
</div></main>
<div class="related-navigation"><h2>Related content</h2><ul><li><a href="/x">Annual report</a></li></ul></div>
<form class="feedback"><h2>Are you satisfied with this page?</h2><button>Yes</button></form></div>
<footer role="contentinfo"><p>© Crown copyright</p></footer></body></html>"""

WEBLOG = f"""<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8">
<title>Young farmers &#8211; Commissioner</title>{_SCRIPT}</head><body class="post-template single">
<div id="page" class="site"><a class="skip-link screen-reader-text" href="#primary">Skip to content</a>
<header id="masthead" class="site-header"><p class="site-title">Office of the Commissioner</p>
<nav class="main-navigation"><ul id="primary-menu"><li><a href="/">Home</a></li><li><a href="/n">News</a>
</li></ul></nav></header>
<div id="content"><div id="primary" class="content-area">
<article id="post-12" class="post-12 post type-post hentry">
<header class="entry-header"><h1 class="entry-title">Commissioner meets young farmers</h1>
<div class="entry-meta"><span class="posted-on"><time>12 March 2031</time></span></div></header>
<div class="entry-content">
<p>The Commissioner met forty young farmers at Thornley on Saturday. They spoke about stolen quad
bikes and hare coursing.</p>
<figure class="wp-block-image"><img src="a.jpg" alt="A barn"><figcaption>The barn at Thornley</figcaption></figure>
<blockquote class="wp-block-quote"><p>&#8220;We lost two trailers in one night,&#8221; one of them said.</p></blockquote>
<p>A rural team of six ofﬁcers starts work in May.</p>
<p>The fund pays for trackers &amp; locks at 25&#37; of their price.</p>
<p>Read the <a href="/s.pdf">rural crime strategy</a> for the details.</p>
<h2>What happens next</h2>
<p>A second evening follows in <span dir="auto">Ouse&nbsp;End</span>.</p>
<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">Share this:</h3><ul><li><a href="#">Facebook
</a></li></ul></div>
</div><footer class="entry-footer"><span class="cat-links">Posted in <a href="/c">Rural</a></span></footer>
</article>
<div id="comments" class="comments-area"><h2>One thought</h2><ol class="comment-list"><li class="comment">
<article class="comment-body"><p>I disagree with every word of this.</p></article></li></ol>
<div id="respond" class="comment-respond"><h3>Leave a reply</h3><form><p><label>Comment</label><textarea>
</textarea></p></form></div></div></div>
<aside id="secondary" class="widget-area"><section class="widget"><h2>Recent posts</h2><ul><li><a
href="/1">Winter report</a></li></ul></section><section class="widget"><p>Sign up to our newsletter.</p>
</section></aside></div>
<footer class="site-footer"><p>Crown copyright</p></footer></div>{_COOKIES}</body></html>"""

OLD_TABLES = """<html><head><meta http-equiv=Content-Type content="text/html; charset=iso-8859-1">
<title>Authority</title></head><body bgcolor=white>
<table width="100%" border=0><tr><td colspan=2><img src=logo.gif alt="Accept all"></td></tr>
<tr><td width=150 valign=top><font size=1><a href=map.htm>Site map</a><br><a href=c.htm>Contact</a><br>
<a href=j.htm>Sign up</a></font></td>
<td valign=top><font face=Arial><h1>Minutes of the Authority</h1>
The Authority met at County Hall on 12 May 2009.<br><br>Members “noted” the Treasurer’s report – without
a vote.<p>Crime fell by 4% in the year, the lowest since 1998. Motor crime fell furthest of all.
<table border=1><tr><td><b>Offence</b></td><td><b>2007/08</b></td><td><b>2008/09</b></td></tr>
<tr><td>Burglary<td>2,310<td>2,145<tr><td>Robbery<td>212<td>198</table>
<p>The next meeting is on 7 July at 10 am.</font></td></tr>
<tr><td colspan=2 align=center><font size=1><a href=w.htm>Webmaster</a> | <a href=b.htm>Best viewed in any
browser</a></font></td></tr></table></body></html>"""

DIV_SOUP = f"""<!doctype html><html><head><title>Annual report</title>{_SCRIPT}</head><body>
<div class="top"><div class="menu"><a href="/">Home</a> <a href="/p">Plans</a> <a href="/s">Sign up</a></div></div>
<div class="hero"><h1>Annual report in brief</h1></div>
<div class="columns"><div class="col-8"><div class="rich"><div>The office handled 1,842 letters in the year.
Most of them were about speeding and parking.</div><div>Nine in ten got an answer within
<b>ten working</b> days.</div>
<div class="block"><h2>Who we are</h2><dl><dt>Commissioner</dt><dd>Ada Thorne, elected in May 2030</dd>
<dt>Deputy</dt><dd>Samir Okafor</dd></dl><p>The office has twenty-one members of staff.</p></div></div></div>
<div class="col-4"><div class="box"><h3>Latest tweets</h3><p><a href="/t">Our van is in Ousby today</a></p></div>
<div class="box"><h3>Quick links</h3><ul><li><a href="/q">Budget</a></li><li><a href="/r">Panel</a></li></ul>
</div></div></div>
<div class="bottom"><a href="/w">Contact the web team</a> <a href="/l">Crown copyright</a></div>
</body></html>"""

CONSULTATION = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>Precept</title></head><body>
{_COOKIES}<div role="navigation"><a href="/">Home</a> <a href="#f">Skip to the form</a></div>
<div role="main"><h1>Have your say on the precept</h1>
<p>The consultation ran from 3 January to 7 February 2032.</p>
<p style="display: none">This secret note was never shown.</p>
<p>We asked whether households would pay £10 more each year.</p>
<form action="/answer" id="f"><fieldset><legend>About you</legend><label for="p">Your postcode</label>
<input id="p"><select><option>Sign up</option></select></fieldset><button>Submit</button></form>
<h2>What you told us</h2><p>Of 2,417 people, 61% agreed.</p>
<table><tr><th>Answer</th><th>People</th></tr><tr><td>Agree</td><td>1,474</td></tr>
<tr><td>Disagree</td><td>943</td></tr></table>
<p style="position:absolute;left:-9999px">An off-screen note.</p></div></body></html>"""

ACCORDION = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>Stop and search</title>{_SCRIPT}</head>
<body><noscript><p>Please enable JavaScript to read this.</p></noscript><main>
<h1>Questions about stop and search</h1><p>These are the questions that we are asked most.</p>
<button>Show all sections</button>
<details><summary>Who watches over it?</summary><p>A panel of residents looks at forty records each
quarter.</p></details>
<details><summary>Can I complain?</summary>Yes. Write to the force first, and to us if you are not
content.</details>
<h2><button type="button" aria-expanded="false" aria-controls="p3">Where are the figures?</button></h2>
<div id="p3" hidden><p>They are published on the force’s own site every April.</p></div>
</main></body></html>"""

WEB_FORMS = f"""<!DOCTYPE html><html><head><title>Decision</title></head><body>
<form method="post" action="./d.aspx" id="aspnetForm"><input type="hidden" name="__VIEWSTATE"
value="dDwtMTA4"/><div id="head"><label>Search this site</label><input><input type="submit" value="Go">
<ul class="nav"><li><a href="/">Home</a></li></ul></div>
<div id="ctl00_body"><h1>Decision 2033/07</h1><p>The Commissioner approved the sale of Milton police
house.</p><p>The money goes to the estate fund.</p></div>
<div id="foot"><a href="/x">Crown copyright</a></div>{_SCRIPT}</form></body></html>"""
