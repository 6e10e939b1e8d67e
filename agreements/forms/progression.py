"""The day that the progression of the group is counted on."""

from django import forms

from socialportal.common.forms import DateInput


class DayForm(forms.Form):
    """A day; today when it is left empty."""

    dag = forms.DateField(label="Opgjort pr. (tomt: i dag)", required=False, widget=DateInput)
